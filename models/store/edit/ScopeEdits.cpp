#include "store/edit/ScopeEdits.h"

#include "domain/rules/ResourceRules.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/RecordChange.h"
#include "store/edit/RecordEdits.h"
#include "store/records/CustomResourceStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::edit {

namespace {

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

}

Result<ApiScope> save(EditSession &session, const ApiScope &typed)
{
    Database &database = session.database();
    session.context().forget();
    const ApiScope scope = store::nextVersion(typed);
    return session.step(checkScope(database, scope)
                            .and_then([&] { return store::findApiScope(database, scope.key); })
                            .and_then([&](const auto &stored) { return write(session, scope, stored); })
                            .transform([&] { return scope; }));
}

Result<void> remove(EditSession &session, const ApiScope &scope)
{
    Database &database = session.database();
    session.context().forget();
    const auto refusal = [&](const QString &clients) {
        return EditText::tr("%1 is used by %2. Take it away there first.")
            .arg(store::titleOf(scope), clients);
    };
    return session.step(
        store::clientsOfScope(database, scope.key)
            .and_then([&](const QStringList &keys) { return checkNoneUses(session, keys, refusal); })
            .and_then([&] { return store::findApiScope(database, scope.key); })
            .and_then([&](const auto &stored) { return erase(session, scope, stored); }));
}

}
