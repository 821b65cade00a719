#include "servers/keycloak/KeycloakSecretTimes.h"

#include "domain/formats/keycloak/KeycloakNames.h"
#include "servers/keycloak/KeycloakDifference.h"
#include "servers/keycloak/KeycloakMeaning.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

namespace gatehouse::keycloak {

using json::Json;

namespace {

struct SecretTimesText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakSecretTimes)
};

/// Seconds since 1970 as a text, as attributes are; 0 says the same as none.
QDateTime timeIn(const Json &attributes, const char *name)
{
    const Json value = valueOf(attributes, name);
    const qint64 seconds = value.is_string() ? json::toText(value.get<std::string>()).toLongLong() : 0;
    return seconds > 0 ? QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::UTC) : QDateTime();
}

}

QStringList forgottenOf(const Json &client)
{
    const Json attributes = valueOf(client, attributesName);
    QStringList forgotten;
    if (const QDateTime end = timeIn(attributes, secretExpiration); end.isValid()) {
        forgotten << SecretTimesText::tr(
                         "Its secret ends there on %1, which Keycloak forgets with any change: from then on "
                         "the secret does not end. Replace it in time, or have a client policy there "
                         "rotate it.")
                         .arg(end.toString(Qt::ISODate));
    }
    if (const QDateTime end = timeIn(attributes, rotatedExpiration); end.isValid()) {
        forgotten << SecretTimesText::tr(
                         "The secret before, which is good there until %1, ends with any change, unless a "
                         "client policy there rotates secrets.")
                         .arg(end.toString(Qt::ISODate));
    }
    return forgotten;
}

}
