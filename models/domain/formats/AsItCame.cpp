#include "domain/formats/AsItCame.h"

#include "domain/formats/FormatText.h"
#include "domain/rules/JsonWebKey.h"
#include "domain/rules/secrets/SecretSetting.h"

using namespace Qt::StringLiterals;

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

/// The readers take the private part out of it, and tell of that.
bool isOfKeySet(const QString &place, const Json &value)
{
    return place == "jwks.keys"_L1 && value.is_object();
}

/// It has a field here, and goes back from that.
bool isField(const ClientApplication &client, const Json &value)
{
    const auto *const text = value.get_ptr<const std::string *>();
    return text && (*text == json::fromText(client.title) || *text == json::fromText(client.description));
}

}

void removeSecrets(Json &value, const ClientApplication &client, const QString &place,
                   const std::function<void(const QString &where, const std::string &name)> &tell)
{
    for (std::size_t index = 0, there = 0; value.is_array() && index < value.size(); ++there) {
        const QString where = json::element(place, there);
        if (rules::looksSecret(value[index]) && !isOfKeySet(place, value[index])) {
            tell(where, {});
            json::wipeTexts(value[index]);
            value.erase(index);
        } else {
            removeSecrets(value[index++], client, where, tell);
        }
    }
    if (!value.is_object())
        return;
    for (auto member = value.begin(); member != value.end();) {
        const QString where = json::member(place, member.key());
        const bool isSecret = rules::isNamedSecret(rules::settingName(value, member.key()), *member) ||
                              (rules::looksSecret(*member) && !isField(client, *member));
        if (isSecret) {
            tell(where, member.key());
            json::wipeTexts(*member);
            member = value.erase(member);
        } else {
            removeSecrets(*member, client, where, tell);
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
    removeSecrets(kept, imported.client, {}, [&](const QString &where, const std::string &name) {
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
