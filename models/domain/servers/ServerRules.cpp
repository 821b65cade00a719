#include "domain/servers/ServerRules.h"

#include "domain/formats/ClientFormat.h"
#include "domain/rules/InvisibleText.h"
#include "domain/rules/LoopbackHost.h"
#include "domain/rules/RuleText.h"
#include "domain/rules/StorableText.h"
#include "domain/servers/ServerNames.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

constexpr qsizetype longestPath = 4096;

Findings refused(const QString &text)
{
    return {{Severity::Error, text}};
}

Findings checkPath(const QString &path)
{
    const QString label = RuleText::tr("File");
    if (path.isEmpty())
        return refused(
            RuleText::tr("No file is chosen. Choose the file that holds the client applications."));
    if (auto faults = checkLine(label, path, longestPath); !faults.isEmpty())
        return faults;
    if (QDir::isRelativePath(path)) {
        return refused(RuleText::tr("File \"%1\" is no whole path, so it would be another one from another "
                                    "folder. Enter the path from / on.")
                           .arg(shortened(path)));
    }
    return {};
}

Findings checkBaseUrl(const QString &text)
{
    const QString label = RuleText::tr("Base URL");
    if (text.isEmpty()) {
        return refused(
            RuleText::tr("Base URL is empty. Enter where the server answers, as https://id.example.com"));
    }
    if (auto faults = checkWebAddress(label, text); hasError(faults))
        return faults;
    const QUrl url(text, QUrl::StrictMode);
    if (url.scheme() != "https"_L1 && !isLoopback(url.host())) {
        return refused(RuleText::tr("Base URL \"%1\" is not https: anyone on the way could read the secret "
                                    "by which Gatehouse signs in. Use https://; http is for localhost alone.")
                           .arg(shortened(text)));
    }
    if (url.hasQuery() || url.hasFragment()) {
        return refused(RuleText::tr("Base URL \"%1\" goes on behind a ? or #. Take away what stands from "
                                    "there on.")
                           .arg(shortened(text)));
    }
    return {};
}

Findings checkRealm(const Server &server)
{
    const QString &realm = server.realm;
    if (realm.isEmpty() && server.kind == ServerKind::File)
        return {};
    if (realm.isEmpty()) {
        return refused(
            RuleText::tr("Realm is empty. Enter the name of the realm whose clients Gatehouse is to "
                         "look after, as it stands in the address of its admin console."));
    }
    if (realm.contains(u'/') || realm == "."_L1 || realm == ".."_L1) {
        return refused(
            RuleText::tr("Realm \"%1\" is an address or a part of one. Enter the name of the realm alone.")
                .arg(shortened(realm)));
    }
    return checkLine(RuleText::tr("Realm"), realm);
}

Findings checkSignIn(const Server &server)
{
    const QList<ServerSignIn> possible = signInsOf(server.kind);
    if (possible.contains(server.signIn))
        return {};
    QStringList labels;
    for (const ServerSignIn signIn : possible)
        labels << labelOf(signIn);
    return refused(RuleText::tr("%1 lets nobody in by \"%2\". Sign in by: %3.")
                       .arg(labelOf(server.kind), labelOf(server.signIn), labels.join(u", ")));
}

Findings checkAccount(const Server &server)
{
    const bool isClient = server.signIn == ServerSignIn::ClientCredentials;
    if (!server.account.isEmpty())
        return checkLine(isClient ? RuleText::tr("Client ID") : RuleText::tr("User name"), server.account);
    return refused(
        isClient ? RuleText::tr("Client ID is empty. Enter that of the client by which Gatehouse signs in "
                                "there: one that may administrate client applications.")
                 : RuleText::tr("User name is empty. Enter that of an administrator there."));
}

Findings checkSecret(const Server &server)
{
    if (!server.sealed.isEmpty())
        return {};
    switch (server.signIn) {
    case ServerSignIn::ClientCredentials:
        return refused(RuleText::tr("Secret is empty. Enter the client secret of \"%1\" there.")
                           .arg(shortened(server.account)));
    case ServerSignIn::Password:
        return refused(
            RuleText::tr("Password is empty. Enter that of \"%1\" there.").arg(shortened(server.account)));
    case ServerSignIn::BearerToken:
        return refused(RuleText::tr("Token is empty. Enter the one by which the server lets Gatehouse in."));
    case ServerSignIn::Nothing:
        break;
    }
    return {};
}

Result<void> checkFormat(const Server &server)
{
    if (server.format.isEmpty()) {
        return fail(Error::Kind::Rule,
                    RuleText::tr("No format is chosen. Choose the one in which the file is written."),
                    u"format"_s);
    }
    return formatByName(server.format)
        .transform([](const ClientFormat *) {})
        .transform_error([](Error error) {
            error.kind = Error::Kind::Rule;
            error.column = u"format"_s;
            return error;
        });
}

}

Findings checkServerName(const QString &name)
{
    if (name.trimmed().isEmpty())
        return refused(RuleText::tr("Name is empty. Enter what people call this server, as \"Production\"."));
    const QString label = RuleText::tr("Name");
    Findings faults = checkLine(label, name) + checkInvisible(label, name);
    for (Finding &fault : faults)
        fault.severity = Severity::Error; // of two that look the same one is what a push goes to
    return faults;
}

Findings checkServerUrl(ServerKind kind, const QString &url)
{
    return kind == ServerKind::File ? checkPath(url) : checkBaseUrl(url);
}

Findings checkAuthority(const QString &pem)
{
    if (pem.isEmpty())
        return {};
    const QString label = RuleText::tr("Certificate authority");
    if (auto faults = checkText(label, pem, longestStoredText); !faults.isEmpty())
        return faults;
    if (pem.contains("PRIVATE KEY-----"_L1)) {
        return refused(
            RuleText::tr("The file holds a private key. Choose one with the authority's certificate "
                         "alone: nobody but the authority needs that key."));
    }
    static const QRegularExpression certificate(
        u"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----"_s);
    if (!certificate.match(pem).hasMatch()) {
        return refused(RuleText::tr("The file is no PEM file with a certificate. Choose the one of the "
                                    "authority: it begins with -----BEGIN CERTIFICATE-----"));
    }
    return {};
}

ServerFields fieldsOf(const Server &server)
{
    const bool isFile = server.kind == ServerKind::File;
    const bool signsIn = !isFile && server.signIn != ServerSignIn::Nothing;
    // A file may hold several realms.
    return {.realm = server.kind == ServerKind::Keycloak ||
                     (isFile && server.format.compare("keycloak"_L1, Qt::CaseInsensitive) == 0),
            .format = isFile,
            .signIn = !isFile,
            .account = signsIn && hasAccount(server.signIn),
            .secret = signsIn,
            .certificate = !isFile};
}

Server normalized(const Server &server)
{
    Server saved = server;
    if (saved.kind == ServerKind::File)
        saved.signIn = ServerSignIn::Nothing;
    const ServerFields fields = fieldsOf(saved);
    const auto line = [](const QString &text, bool applies) { return applies ? text.trimmed() : QString(); };
    saved.name = server.name.trimmed();
    if (saved.kind != ServerKind::File) // a name of a file may end in a space
        saved.url = server.url.trimmed();
    saved.realm = line(server.realm, fields.realm);
    saved.format = line(server.format, fields.format).toLower();
    saved.account = line(server.account, fields.account);
    if (!fields.secret) {
        saved.sealed.clear();
        saved.sealedFor.clear();
    }
    saved.certificate.replace("\r\n"_L1, "\n"_L1);
    if (!fields.certificate)
        saved.certificate.clear();
    return saved;
}

Result<void> checkServer(const Server &server)
{
    const ServerFields fields = fieldsOf(server);
    const auto where = [](bool applies, const Findings &findings) { return applies ? findings : Findings(); };
    return firstError(checkServerName(server.name), u"name"_s)
        .and_then([&] { return firstError(checkServerUrl(server.kind, server.url), u"url"_s); })
        .and_then([&] { return firstError(where(fields.realm, checkRealm(server)), u"realm"_s); })
        .and_then([&] { return fields.format ? checkFormat(server) : Result<void>(); })
        .and_then([&] { return firstError(checkSignIn(server), u"sign_in"_s); })
        .and_then([&] { return firstError(where(fields.account, checkAccount(server)), u"account"_s); })
        .and_then([&] { return firstError(where(fields.secret, checkSecret(server)), u"secret"_s); })
        .and_then([&] { return firstError(checkAuthority(server.certificate), u"certificate"_s); });
}

}
