#include "servers/keycloak/KeycloakNeeds.h"

#include "domain/ShortText.h"
#include "domain/formats/keycloak/KeycloakClient.h"
#include "domain/formats/keycloak/KeycloakConsent.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "servers/keycloak/KeycloakDifference.h"
#include "servers/keycloak/KeycloakScopeMaker.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;
using namespace keycloak;

namespace {

struct KeycloakNeedsText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakNeeds)
};

/// Where Keycloak looks when the language of the page has no text.
constexpr QLatin1StringView rootLanguage("en");

constexpr const char *kindName = "kind";
constexpr const char *scopeKind = "scope";
constexpr const char *languagesKind = "languages";
constexpr const char *textsKind = "texts";
constexpr const char *supportedLanguages = "supportedLocales";

ExportHead headOf(const ServerNeeds &needs)
{
    return {.users = {},
            .apiScopes = needs.apiScopes,
            .languages = needs.languages,
            .customResources = needs.customResources,
            .needsAreMade = true};
}

/// As the client application is written there.
QStringList scopesOf(const ClientApplication &client, const ExportHead &head)
{
    const Json written = keycloakClient(client, head).representation;
    return namesIn(written, alwaysScopes) + namesIn(written, askedScopes);
}

Json scopeOf(const QString &name, const ServerNeeds &needs)
{
    if (const auto standard = standardScope(name))
        return *standard;
    const auto resource = std::ranges::find(needs.customResources, name, &CustomResource::name);
    if (resource != needs.customResources.end())
        return resourceScope(*resource);
    const auto scope = std::ranges::find(needs.apiScopes, name, &ApiScope::name);
    return apiScope(scope != needs.apiScopes.end() ? *scope : ApiScope{.name = name});
}

QString shownOf(const Json &scope)
{
    return json::read<QString>(valueOf(valueOf(scope, "attributes"), consentText), {}).value_or(QString());
}

ServerStep scopeStep(const QString &name, const ServerNeeds &needs)
{
    const Json scope = scopeOf(name, needs);
    const QString shown = shownOf(scope);
    const bool hasTitle = !shown.isEmpty() && !isReplaced(shown) && shown != name;
    return {.text = hasTitle ? KeycloakNeedsText::tr("Add the client scope \"%1\" (\"%2\").").arg(name, shown)
                             : KeycloakNeedsText::tr("Add the client scope \"%1\".").arg(name),
            .target = u"client scope %1"_s.arg(name),
            .detail = {{kindName, scopeKind}, {scopeKind, scope}}};
}

QString nameOf(const Json &scope)
{
    return json::read<QString>(valueOf(scope, "name"), {}).value_or(QString());
}

/// `web-shop.api: "Your orders" -> "Orders"`.
QString changeText(const QString &key, const QString &now, const Json &was)
{
    const auto quoted = [](const QString &text) {
        return text.isEmpty() ? KeycloakNeedsText::tr("(nothing)") : u"\"%1\""_s.arg(shortText(text));
    };
    const QString before = was.is_string() ? json::toText(was.get<std::string>()) : QString();
    return KeycloakNeedsText::tr("%1: %2 -> %3")
        .arg(QString(key).remove(0, localizationPrefix.size()), quoted(before), quoted(now));
}

/// Null where there is none.
Json scopeNamed(const Json &scopes, const QString &name)
{
    const auto isIt = [&](const Json &scope) { return nameOf(scope) == name; };
    const auto found = std::ranges::find_if(scopes, isIt);
    return found == scopes.end() ? Json() : *found;
}

}

/// In that language in which Keycloak looks last, too.
void KeycloakNeeds::Wanted::add(const QString &key, const QMap<QString, QString> &byLanguage,
                                const QString &standIn)
{
    if (byLanguage.isEmpty())
        return;
    keys.insert(key);
    for (const auto &[tag, text] : byLanguage.asKeyValueRange())
        texts[tag].insert(key, text);
    if (!byLanguage.contains(rootLanguage))
        texts[rootLanguage].insert(key, standIn);
}

Result<QList<ServerStep>> KeycloakNeeds::missing(const ServerNeeds &needs)
{
    const auto realm = m_admin.contents({{}, {.path = {u"client-scopes"_s}}});
    if (!realm)
        return std::unexpected(realm.error());
    QList<ServerStep> steps = missingScopes(needs, realm->last());
    const Wanted wanted = wantedTexts(needs, realm->last());
    if (wanted.keys.isEmpty())
        return steps;
    return textsOfRealm(wanted).transform([&](const QMap<QString, Json> &there) {
        return steps + missingLanguages(wanted, realm->front()) + missingTexts(wanted, there);
    });
}

QList<ServerStep> KeycloakNeeds::missingScopes(const ServerNeeds &needs, const Json &there) const
{
    QSet<QString> known;
    for (const Json &scope : there)
        known.insert(nameOf(scope));
    QList<ServerStep> steps;
    const ExportHead head = headOf(needs);
    for (const ClientApplication &client : needs.clients) {
        for (const QString &name : scopesOf(client, head)) {
            if (known.contains(name))
                continue;
            known.insert(name);
            steps << scopeStep(name, needs);
        }
    }
    return steps;
}

/// Titles of custom resources where they are client scopes of ours, there or soon.
KeycloakNeeds::Wanted KeycloakNeeds::wantedTexts(const ServerNeeds &needs, const Json &scopesThere) const
{
    Wanted wanted;
    QSet<QString> scopes;
    const ExportHead head = headOf(needs);
    for (const ClientApplication &client : needs.clients) {
        const QStringList names = scopesOf(client, head);
        scopes.unite(QSet<QString>(names.begin(), names.end()));
        if (!client.isMachineToMachine())
            wanted.add(localizationKey(client), localizedTexts(client),
                       consentScreen(client, needs.languages).text);
    }
    for (const CustomResource &resource : needs.customResources) {
        const Json there = scopeNamed(scopesThere, resource.name);
        const QString shown = shownOf(there.is_null() ? resourceScope(resource) : there);
        if (scopes.contains(resource.name) && shown == u"${%1}"_s.arg(localizationKey(resource)))
            wanted.add(localizationKey(resource), localizedTitles(resource), resource.title);
    }
    return wanted;
}

Result<QMap<QString, Json>> KeycloakNeeds::textsOfRealm(const Wanted &wanted)
{
    const auto known = m_admin.content({.path = {u"localization"_s}});
    if (!known)
        return std::unexpected(known.error());
    QStringList languages = json::read<QStringList>(*known, {}).value_or(QStringList());
    languages += wanted.texts.keys();
    languages.removeDuplicates();
    QList<KeycloakCall> calls;
    for (const QString &language : std::as_const(languages))
        calls << KeycloakCall{.path = {u"localization"_s, language}};
    return m_admin.contents(calls).transform([&](const QList<Json> &texts) {
        QMap<QString, Json> all;
        for (qsizetype index = 0; index < texts.size(); ++index)
            all.insert(languages.at(index), texts.at(index));
        return all;
    });
}

QList<ServerStep> KeycloakNeeds::missingLanguages(const Wanted &wanted, const Json &realm) const
{
    const bool isOn = valueOf(realm, "internationalizationEnabled") == Json(true);
    QStringList added = wanted.texts.keys();
    const QStringList known = isOn ? namesIn(realm, supportedLanguages) : QStringList();
    added.removeIf([&](const QString &tag) { return known.contains(tag); });
    if (added.isEmpty())
        return {};
    const QString text =
        isOn ? KeycloakNeedsText::tr("Change the realm: have it speak %1, too.")
             : KeycloakNeedsText::tr("Change the realm: turn on internationalization, in %1.");
    return {{.text = text.arg(added.join(u", "_s)),
             .target = u"realm %1"_s.arg(m_admin.server().realm),
             .detail = {{kindName, languagesKind}, {languagesKind, json::texts(added)}}}};
}

/// One step for each language in which a text of ours differs.
QList<ServerStep> KeycloakNeeds::missingTexts(const Wanted &wanted, const QMap<QString, Json> &there) const
{
    QList<ServerStep> steps;
    for (const auto &[tag, known] : there.asKeyValueRange()) {
        Json set = Json::object();
        Json gone = Json::array();
        Json was = Json::object();
        QStringList told;
        QStringList keys(wanted.keys.cbegin(), wanted.keys.cend());
        keys.sort(); // so that a plan is the same twice
        for (const QString &key : std::as_const(keys)) {
            const std::string name = json::fromText(key);
            const QString text = wanted.texts.value(tag).value(key);
            const Json value = text.isEmpty() ? Json() : Json(json::fromText(asMessage(text)));
            if (value == valueOf(known, name))
                continue;
            was[name] = valueOf(known, name);
            told << changeText(key, text, was[name]);
            if (value.is_null())
                gone.push_back(name);
            else
                set[name] = value;
        }
        if (set.empty() && gone.empty())
            continue;
        steps << ServerStep{
            .text = KeycloakNeedsText::tr("Change %n text(s) that end users read, in the language %1: %2.",
                                          nullptr, int(was.size()))
                        .arg(tag, told.join(u"; "_s)),
            .target = u"localization %1"_s.arg(tag),
            .detail = {{kindName, textsKind},
                       {"language", json::fromText(tag)},
                       {"set", set},
                       {"gone", gone},
                       {"was", was}}};
    }
    return steps;
}

Result<void> KeycloakNeeds::make(const ServerStep &step)
{
    const Json kind = valueOf(step.detail, kindName);
    if (kind == scopeKind)
        return makeScope(valueOf(step.detail, scopeKind));
    if (kind == languagesKind)
        return makeLanguages(namesIn(step.detail, languagesKind));
    return makeTexts(step.detail);
}

/// Somebody else may have made it meanwhile.
Result<void> KeycloakNeeds::makeScope(const Json &scope)
{
    return m_admin
        .send({.method = "POST", .path = {u"client-scopes"_s}, .body = scope, .role = role::manageClients})
        .and_then([](const HttpAnswer &answer) -> Result<void> {
            if (answer.isSuccess() || answer.status == 409)
                return {};
            return std::unexpected(errorOf(answer));
        });
}

/// Beside those of now, with that in which it spoke without them.
Result<void> KeycloakNeeds::makeLanguages(const QStringList &languages)
{
    return m_admin.content({}).and_then([&](const Json &realm) -> Result<void> {
        const bool isOn = valueOf(realm, "internationalizationEnabled") == Json(true);
        QStringList all = namesIn(realm, supportedLanguages);
        const QString usual = json::read<QString>(valueOf(realm, "defaultLocale"), {}).value_or(QString());
        if (!isOn)
            all << (usual.isEmpty() ? QString(rootLanguage) : usual);
        all += languages;
        all.removeDuplicates();
        const Json change = {{"realm", json::fromText(m_admin.server().realm)},
                             {"internationalizationEnabled", true},
                             {supportedLanguages, json::texts(all)}};
        return m_admin.send({.method = "PUT", .path = {}, .body = change, .role = role::manageRealm})
            .and_then(onlySuccess)
            .transform([](const HttpAnswer &) {});
    });
}

/// As close as it gets: Keycloak has no way to write what is still as it was.
Result<void> KeycloakNeeds::checkTextsStill(const QStringList &path, const Json &detail)
{
    const auto now = m_admin.content({.path = path});
    if (!now)
        return std::unexpected(now.error());
    const Json before = valueOf(detail, "was");
    const Json after = valueOf(detail, "set");
    for (const auto &[name, was] : before.items()) {
        const Json is = valueOf(*now, name);
        if (is == was || is == valueOf(after, name))
            continue;
        return fail(Error::Kind::Conflict,
                    KeycloakNeedsText::tr("The text \"%1\" has been changed on the server since it was read. "
                                          "Nothing was written in the language %2. Look at the plan anew.")
                        .arg(json::toText(name), path.last()));
    }
    return {};
}

Result<void> KeycloakNeeds::makeTexts(const Json &detail)
{
    const QStringList path{u"localization"_s,
                           json::read<QString>(valueOf(detail, "language"), {}).value_or(QString())};
    if (const auto still = checkTextsStill(path, detail); !still)
        return still;
    QList<KeycloakCall> calls;
    const Json set = valueOf(detail, "set");
    if (set.is_object() && !set.empty())
        calls << KeycloakCall{.method = "POST", .path = path, .body = set, .role = role::manageRealm};
    for (const QString &key : namesIn(detail, "gone")) {
        if (key.startsWith(localizationPrefix))
            calls << KeycloakCall{
                .method = "DELETE", .path = path + QStringList{key}, .role = role::manageRealm};
    }
    for (const auto &answer : m_admin.sendAll(calls)) {
        const auto done = answer.and_then([](const HttpAnswer &said) -> Result<void> {
            if (said.isSuccess() || said.status == 404) // it was taken away meanwhile
                return {};
            return std::unexpected(errorOf(said));
        });
        if (!done)
            return done;
    }
    return {};
}

}
