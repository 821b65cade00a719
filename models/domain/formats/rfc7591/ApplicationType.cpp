#include "domain/formats/rfc7591/ApplicationType.h"

#include "domain/formats/FormatText.h"
#include "domain/rules/LoopbackHost.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::applicationtype {

namespace {

enum class RedirectKind { OwnScheme, Http, HttpLoopback, Https, HttpsLoopback };

RedirectKind kindOf(const QString &uri)
{
    const QUrl url(uri);
    const bool isLoopback = rules::isLoopback(url.host());
    if (url.scheme() == "https"_L1)
        return isLoopback ? RedirectKind::HttpsLoopback : RedirectKind::Https;
    if (url.scheme() == "http"_L1)
        return isLoopback ? RedirectKind::HttpLoopback : RedirectKind::Http;
    return RedirectKind::OwnScheme;
}

bool goesWithWeb(const QString &uri)
{
    return kindOf(uri) != RedirectKind::OwnScheme;
}

bool goesWithNative(const QString &uri)
{
    return kindOf(uri) != RedirectKind::Http && kindOf(uri) != RedirectKind::HttpsLoopback;
}

bool goesWith(bool native, const QString &uri)
{
    return native ? goesWithNative(uri) : goesWithWeb(uri);
}

bool isNative(const ClientApplication &client)
{
    const QStringList redirects = client.loginRedirects + client.logoutRedirects;
    const auto lostToWeb = std::ranges::count_if(redirects, std::not_fn(goesWithWeb));
    const auto lostToNative = std::ranges::count_if(redirects, std::not_fn(goesWithNative));
    if (lostToWeb != lostToNative)
        return lostToWeb > lostToNative;
    // http on loopback goes with both, but the server heeds no port with native alone (RFC 8252 7.3)
    return std::ranges::any_of(redirects, [](const QString &uri) {
        return kindOf(uri) == RedirectKind::OwnScheme || kindOf(uri) == RedirectKind::HttpLoopback;
    });
}

}

QString of(const ClientApplication &client)
{
    return isNative(client) ? u"native"_s : u"web"_s;
}

bool hasOwnScheme(const ClientApplication &client)
{
    return !std::ranges::all_of(client.loginRedirects, goesWithWeb);
}

namespace {

QString reasonOf(bool native)
{
    return native ? FormatText::tr("application_type is native, with which oidc-provider refuses https "
                                   "on loopback and http elsewhere")
                  : FormatText::tr("application_type is web, with which oidc-provider refuses schemes "
                                   "other than https and http");
}

}

void tellOfOthers(const ClientApplication &client, ExportLosses &losses)
{
    const bool native = isNative(client);
    const auto tell = [&](const QStringList &redirects, ClientField field) {
        for (const QString &uri : redirects) {
            losses.add(field, !goesWith(native, uri),
                       FormatText::tr("For the others %2: to that server \"%1\" is one too many. Export "
                                      "as oidc-provider to leave it out.")
                           .arg(uri, reasonOf(native)));
        }
    };
    tell(client.loginRedirects, ClientField::LoginRedirects);
    tell(client.logoutRedirects, ClientField::LogoutRedirects);
}

void takeOthers(ClientApplication &client, ExportLosses &losses)
{
    const bool native = isNative(client);
    const auto takeFrom = [&](QStringList &redirects, ClientField field) {
        redirects.removeIf([&](const QString &uri) {
            const bool goes = goesWith(native, uri);
            losses.add(field, !goes,
                       FormatText::tr("\"%1\" is left out: for the others %2. Make two client "
                                      "applications of it, one for each kind.")
                           .arg(uri, reasonOf(native)));
            return !goes;
        });
    };
    takeFrom(client.loginRedirects, ClientField::LoginRedirects);
    takeFrom(client.logoutRedirects, ClientField::LogoutRedirects);
}

}
