#include "store/edit/ScopeEdits.h"

#include "domain/rules/RecordRules.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/EditText.h"
#include "store/edit/RecordChange.h"
#include "store/records/CustomResourceStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::edit {

namespace {

QString titleOf(const ApiScope &scope)
{
    return EditText::tr("API scope \"%1\"").arg(scope.name);
}

/// Both are scopes to whoever asks for them, so one name cannot be both.
Result<void> checkIsNoResource(Database &database, const QString &scopeName)
{
    return store::findCustomResource(database, scopeName).and_then([&](const QString &key) -> Result<void> {
        if (key.isEmpty())
            return {};
        return fail(
            Error::Kind::Rule,
            EditText::tr("A custom resource is called \"%1\" already. Choose another name.").arg(scopeName),
            u"name"_s);
    });
}

Result<void> checkScope(Database &database, const ApiScope &scope)
{
    return rules::checkApiScope(scope)
        .and_then([&] { return store::findApiScopeNamed(database, scope.name); })
        .and_then([&](const auto &other) -> Result<void> {
            if (!other || other->key == scope.key)
                return checkIsNoResource(database, scope.name);
            return fail(Error::Kind::Rule,
                        EditText::tr("API scope \"%1\" exists already. Choose another name.").arg(scope.name),
                        u"name"_s);
        });
}

Result<void> write(Database &database, const ApiScope &scope)
{
    const QVariantList values{scope.version, scope.name, scope.title, scope.description, scope.key};
    if (store::isFirstVersion(scope)) {
        return database.execute(
            u"INSERT INTO api_scope (version, name, title, description, id) VALUES (?, ?, ?, ?, ?)"_s,
            values);
    }
    return store::changeOne(database, u"api_scope"_s,
                            u"UPDATE api_scope SET version = ?, name = ?, title = ?, description = ? "
                            "WHERE id = ? AND version = ?"_s,
                            values + QVariantList{scope.version - 1}, scope.key, titleOf(scope));
}

Result<void> erase(Database &database, const ApiScope &scope)
{
    return store::changeOne(database, u"api_scope"_s, u"DELETE FROM api_scope WHERE id = ? AND version = ?"_s,
                            {scope.key, scope.version}, scope.key, titleOf(scope));
}

}

Result<ApiScope> save(EditSession &session, const ApiScope &typed)
{
    Database &database = session.database();
    session.context().forget();
    const ApiScope scope = store::nextVersion(typed);
    return session.step(checkScope(database, scope)
                            .and_then([&] { return store::findApiScope(database, scope.key); })
                            .and_then([&](const auto &stored) {
                                return write(database, scope).and_then([&] {
                                    return session.note(audit::recordOf(stored), audit::recordOf(scope));
                                });
                            })
                            .transform([&] { return scope; }));
}

Result<void> remove(EditSession &session, const ApiScope &scope)
{
    Database &database = session.database();
    session.context().forget();
    const auto refusal = [&](const QString &clients) {
        return EditText::tr("%1 is used by %2. Take it away there first.").arg(titleOf(scope), clients);
    };
    return session.step(
        store::clientsOfScope(database, scope.key)
            .and_then([&](const QStringList &keys) { return checkNoneUses(session, keys, refusal); })
            .and_then([&] { return store::findApiScope(database, scope.key); })
            .and_then([&](const auto &stored) {
                return erase(database, scope).and_then([&] {
                    return session.note(audit::recordOf(stored), std::nullopt);
                });
            }));
}

}
