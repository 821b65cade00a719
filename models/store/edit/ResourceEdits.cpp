#include "store/edit/ResourceEdits.h"

#include "domain/rules/ResourceRules.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/RecordChange.h"
#include "store/edit/RecordEdits.h"
#include "store/edit/SessionContext.h"
#include "store/records/CustomResourceStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::edit {

namespace {

bool isEmpty(const ResourceText &text)
{
    return text.title.isEmpty() && text.description.isEmpty();
}

Result<void> checkResource(Database &database, const CustomResource &resource)
{
    return rules::checkResource(resource)
        .and_then([&] { return store::loadRuleNames(database); })
        .and_then([&](const rules::RuleContext &names) -> Result<void> {
            if (!names.apiScopes.contains(resource.name))
                return {};
            return fail(Error::Kind::Rule,
                        EditText::tr("An API scope is called \"%1\" already. Choose another name.")
                            .arg(resource.name),
                        u"name"_s);
        })
        .and_then([&] { return store::findCustomResource(database, resource.name); })
        .and_then([&](const QString &owner) -> Result<void> {
            if (owner.isEmpty() || owner == resource.key)
                return {};
            return fail(Error::Kind::Rule,
                        EditText::tr("Custom resource \"%1\" exists already. Choose another name.")
                            .arg(resource.name),
                        u"name"_s);
        });
}

Result<void> insertResource(EditSession &session, const CustomResource &resource)
{
    return store::insertCustomResource(session.database(), resource).and_then([&] {
        return session.note(std::nullopt, audit::recordOf(resource));
    });
}

Result<void> updateResource(EditSession &session, const CustomResource &resource)
{
    return store::loadCustomResource(session.database(), resource.key)
        .and_then([&](const std::optional<CustomResource> &stored) {
            return store::updateCustomResource(session.database(), resource,
                                               stored.value_or(CustomResource()))
                .and_then([&] { return store::loadCustomResource(session.database(), resource.key); })
                .and_then([&](const auto &now) {
                    return session.note(audit::recordOf(stored), audit::recordOf(now));
                });
        })
        .and_then([&] { return store::clientsOfResource(session.database(), resource.key); })
        .and_then([&](const QStringList &keys) { return recheck(session, keys); });
}

}

Result<CustomResource> save(EditSession &session, const CustomResource &typed)
{
    Database &database = session.database();
    session.context().forget();
    CustomResource resource = store::nextVersion(typed);
    resource.texts.removeIf([](const auto &text) { return isEmpty(text.value()); });
    return session.step(checkResource(database, resource)
                            .and_then([&] {
                                return store::isFirstVersion(resource) ? insertResource(session, resource)
                                                                       : updateResource(session, resource);
                            })
                            .and_then([&] { return store::loadCustomResource(database, resource.key); })
                            .and_then([&](const auto &stored) {
                                // What has no language was not written.
                                const QStringList tags = stored.value_or(resource).texts.keys();
                                return store::checkLanguages(resource.texts.keys(),
                                                             {tags.begin(), tags.end()}, u"texts"_s)
                                    .transform([&] { return stored.value_or(resource); });
                            }));
}

Result<void> remove(EditSession &session, const CustomResource &resource)
{
    Database &database = session.database();
    session.context().forget();
    const auto refusal = [&](const QString &clients) {
        return EditText::tr("%1 is used by %2. Take it away there first, or disable it.")
            .arg(store::titleOf(resource), clients);
    };
    return session.step(
        store::clientsOfResource(database, resource.key)
            .and_then([&](const QStringList &keys) { return checkNoneUses(session, keys, refusal); })
            .and_then([&] { return store::loadCustomResource(database, resource.key); })
            .and_then([&](const auto &stored) { return erase(session, resource, stored); }));
}

}
