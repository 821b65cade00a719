#include "store/edit/EditSession.h"

#include "domain/RecordKey.h"
#include "domain/rules/ResourceRules.h"
#include "store/edit/EditText.h"
#include "store/edit/RecordChange.h"
#include "store/edit/RuleNames.h"
#include "store/records/CustomResourceStore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

bool isEmpty(const ResourceText &text)
{
    return text.title.isEmpty() && text.description.isEmpty();
}

}

Result<void> EditSession::checkResource(const CustomResource &resource)
{
    return rules::checkResource(resource)
        .and_then([&] { return store::loadRuleNames(m_database); })
        .and_then([&](const rules::RuleContext &names) -> Result<void> {
            if (!names.apiScopes.contains(resource.name))
                return {};
            return fail(Error::Kind::Rule,
                        EditText::tr("An API scope is called \"%1\" already. Choose another name.")
                            .arg(resource.name),
                        u"name"_s);
        })
        .and_then([&] { return store::findCustomResource(m_database, resource.name); })
        .and_then([&](const QString &owner) -> Result<void> {
            if (owner.isEmpty() || owner == resource.key)
                return {};
            return fail(Error::Kind::Rule,
                        EditText::tr("Custom resource \"%1\" exists already. Choose another name.")
                            .arg(resource.name),
                        u"name"_s);
        });
}

Result<void> EditSession::insertResource(const CustomResource &resource)
{
    return store::insertCustomResource(m_database, resource).and_then([&] {
        return note(std::nullopt, audit::recordOf(resource));
    });
}

Result<void> EditSession::updateResource(const CustomResource &resource)
{
    return store::loadCustomResource(m_database, resource.key)
        .and_then([&](const std::optional<CustomResource> &stored) {
            return store::updateCustomResource(m_database, resource, stored.value_or(CustomResource()))
                .and_then([&] { return store::loadCustomResource(m_database, resource.key); })
                .and_then(
                    [&](const auto &now) { return note(audit::recordOf(stored), audit::recordOf(now)); });
        })
        .and_then([&] { return store::clientsOfResource(m_database, resource.key); })
        .and_then([&](const QStringList &keys) { return recheck(keys); });
}

Result<CustomResource> EditSession::save(const CustomResource &typed)
{
    m_context.forget();
    CustomResource resource = typed;
    const bool isNew = typed.key.isEmpty();
    resource.key = isNew ? newRecordKey() : typed.key;
    resource.version = isNew ? 1 : typed.version + 1;
    resource.texts.removeIf([](const auto &text) { return isEmpty(text.value()); });
    return checkResource(resource)
        .and_then([&] { return isNew ? insertResource(resource) : updateResource(resource); })
        .and_then([&] { return store::loadCustomResource(m_database, resource.key); })
        .transform([&](const std::optional<CustomResource> &stored) { return stored.value_or(resource); })
        .or_else([&](const Error &error) -> Result<CustomResource> { return refused(error); });
}

Result<void> EditSession::remove(const CustomResource &resource)
{
    m_context.forget();
    return store::clientsOfResource(m_database, resource.key)
        .and_then([&](const QStringList &keys) { return clientNames(keys); })
        .and_then([&](const QString &clients) -> Result<void> {
            if (!clients.isEmpty()) {
                return fail(Error::Kind::Rule,
                            EditText::tr("%1 is used by %2. Take it away there first, or disable it.")
                                .arg(store::titleOf(resource), clients));
            }
            return store::loadCustomResource(m_database, resource.key).and_then([&](const auto &stored) {
                return store::deleteCustomResource(m_database, resource).and_then([&] {
                    return note(audit::recordOf(stored), std::nullopt);
                });
            });
        })
        .or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

}
