#include "domain/formats/AsItCame.h"

#include "domain/formats/FormatText.h"
#include "domain/rules/JsonWebKey.h"
#include "domain/rules/OtherSettingsCheck.h"

namespace gatehouse {

using json::Json;

namespace {

QString notKeptText(const std::string &name)
{
    if (name == "registration_access_token") {
        return FormatText::tr("Not kept: whoever has it can change the client application on its server "
                              "(RFC 7592).");
    }
    return FormatText::tr("Not kept: it looks like a secret, and everybody can read Other settings.");
}

}

void removeSecrets(Json &value, const QString &place,
                   const std::function<void(const QString &where, const std::string &name)> &tell)
{
    for (std::size_t index = 0; value.is_array() && index < value.size(); ++index)
        removeSecrets(value[index], json::element(place, index), tell);
    if (!value.is_object())
        return;
    for (auto member = value.begin(); member != value.end();) {
        const QString where = json::member(place, member.key());
        if (rules::isSecret(member.key(), *member)) {
            tell(where, member.key());
            json::wipeTexts(*member);
            member = value.erase(member);
        } else {
            removeSecrets(*member, where, tell);
            ++member;
        }
    }
}

void keepAsItCame(ImportedClient &imported, const Json &object, const QSet<QString> &notKept)
{
    Json kept = Json::object();
    for (const auto &[name, value] : object.items()) {
        if (!notKept.contains(json::toText(name)))
            kept[name] = value;
    }
    removeSecrets(kept, {}, [&](const QString &where, const std::string &name) {
        imported.losses << Loss{imported.client.clientId, where, notKeptText(name)};
    });
    imported.asItCame = std::move(kept);
}

void removePrivateParts(Json &keys)
{
    for (Json &key : keys) {
        for (auto member = key.begin(); key.is_object() && member != key.end();) {
            const bool isPrivate = rules::isPrivateMember(member.key());
            if (isPrivate)
                json::wipeTexts(*member);
            member = isPrivate ? key.erase(member) : std::next(member);
        }
    }
}

}
