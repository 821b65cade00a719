#include "servers/http/HttpFailure.h"

#include "servers/http/HttpText.h"

#include <QLocale>
#include <QSslCertificate>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Error unreachable(QString text)
{
    return {Error::Kind::Unreachable, std::move(text)};
}

QString secondsOf(std::chrono::milliseconds time)
{
    return QLocale().toString(double(time.count()) / 1000, 'g', 3);
}

QString nameOf(const QSslCertificate &certificate, bool issuer)
{
    const auto info = [&](QSslCertificate::SubjectInfo part) {
        return (issuer ? certificate.issuerInfo(part) : certificate.subjectInfo(part)).join(u", "_s);
    };
    const QString common = info(QSslCertificate::CommonName);
    return common.isEmpty() ? info(QSslCertificate::Organization) : common;
}

/// "api.example.org", issued by "Example CA", valid until 2026-01-01: why.
QString certificateText(const QSslError &error)
{
    const QSslCertificate certificate = error.certificate();
    if (certificate.isNull())
        return error.errorString();
    return HttpText::tr("the certificate of \"%1\", issued by \"%2\", valid until %3: %4")
        .arg(nameOf(certificate, false), nameOf(certificate, true),
             certificate.expiryDate().toUTC().toString(u"yyyy-MM-dd"_s), error.errorString());
}

bool isAboutAuthority(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return true;
    default:
        return false;
    }
}

Error tlsError(const HttpOutcome &outcome, const QString &server)
{
    if (outcome.tlsErrors.isEmpty()) {
        return unreachable(HttpText::tr("No safe connection to %1: %2. Gatehouse needs TLS 1.2 or newer.")
                               .arg(server, outcome.errorText));
    }
    const QString why = certificateText(outcome.tlsErrors.front());
    if (std::ranges::any_of(outcome.tlsErrors, isAboutAuthority)) {
        return unreachable(
            HttpText::tr(
                "%1 cannot be trusted: %2. If an authority of your own issued it, give that authority's "
                "certificate under Settings > Servers.")
                .arg(server, why));
    }
    return unreachable(
        HttpText::tr("%1 cannot be trusted: %2. Whoever runs the server has to renew or replace it.")
            .arg(server, why));
}

Error brokenError(const HttpOutcome &outcome, const HttpRequest &request)
{
    const QString server = serverOf(request.url);
    switch (outcome.error) {
    case QNetworkReply::HostNotFoundError:
        return unreachable(HttpText::tr("No server has the name \"%1\". Check the base URL, and whether this "
                                        "machine is in the right network.")
                               .arg(request.url.host()));
    case QNetworkReply::ConnectionRefusedError:
        return unreachable(
            HttpText::tr("Nothing answers at %1: the connection was refused. Check the port, and "
                         "whether the server runs.")
                .arg(server));
    case QNetworkReply::SslHandshakeFailedError:
        return tlsError(outcome, server);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return unreachable(
            HttpText::tr("The proxy of this system does not lead to %1: %2.").arg(server, outcome.errorText));
    default:
        break;
    }
    if (outcome.wasSent && request.method != "GET") {
        return unreachable(
            HttpText::tr("The connection to %1 broke before the answer came: whether the server did "
                         "it is not known. Compare before you do it again.")
                .arg(server));
    }
    return unreachable(HttpText::tr("The connection to %1 broke: %2.").arg(server, outcome.errorText));
}

}

Error errorOf(const HttpOutcome &outcome, const HttpRequest &request, const HttpPatience &patience)
{
    const QString server = serverOf(request.url);
    switch (outcome.end) {
    case HttpOutcome::End::Cancelled:
        return {Error::Kind::Cancelled, HttpText::tr("Cancelled.")};
    case HttpOutcome::End::ConnectTimeout:
        return unreachable(HttpText::tr("No connection to %1 within %2 s. Check the base URL, and whether a "
                                        "firewall or proxy is in between.")
                               .arg(server, secondsOf(patience.connect)));
    case HttpOutcome::End::IdleTimeout:
        return unreachable(HttpText::tr("%1 was silent for %2 s. Try again when it has less to do.")
                               .arg(server, secondsOf(patience.idle)));
    case HttpOutcome::End::TooSlow:
        return unreachable(
            HttpText::tr("The answer of %1 was not whole after %2 s. Try again when it has less "
                         "to do.")
                .arg(server, secondsOf(patience.whole)));
    case HttpOutcome::End::TooLarge:
        return unreachable(
            HttpText::tr("%1 answers with more than %2 MiB, which Gatehouse does not take. Check "
                         "the base URL.")
                .arg(server)
                .arg(HttpExchange::largestAnswer / (1024LL * 1024)));
    default:
        return brokenError(outcome, request);
    }
}

Error redirectedElsewhere(const HttpRequest &request, const QUrl &target)
{
    return unreachable(
        HttpText::tr("%1 sends Gatehouse on to \"%2\", where it does not follow with what signs it "
                     "in. If that is the server, make it the base URL under Settings > Servers.")
            .arg(serverOf(request.url),
                 target.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo)
                     .toDisplayString()));
}

Error redirectedForEver(const HttpRequest &request)
{
    return unreachable(
        HttpText::tr("%1 sends Gatehouse on from one of its addresses to the next and comes to "
                     "no end. Check the base URL, and what stands in front of the server.")
            .arg(serverOf(request.url)));
}

Error noJson(const HttpAnswer &answer)
{
    return unreachable(HttpText::tr("%1 answers with \"%2\" and not with JSON. Check the base URL.")
                           .arg(serverOf(answer.request.url),
                                QString::fromUtf8(answer.header("Content-Type")).left(60).simplified()));
}

Error waitsTooLong(const HttpRequest &request, std::chrono::milliseconds wait)
{
    return unreachable(HttpText::tr("%1 has too much to do and asks to wait for %2 s. Try again then.")
                           .arg(serverOf(request.url), secondsOf(wait)));
}

}
