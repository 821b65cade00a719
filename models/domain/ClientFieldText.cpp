#include "domain/ClientField.h"
#include "domain/rules/RiskNames.h"
#include "domain/servers/OnServers.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QString secretText(const ClientSecret &secret)
{
    if (secret.isKnownToServerOnly())
        return QCoreApplication::translate("ClientField", "one that only the server knows");
    const QString expires = secret.expires.isValid() ? secret.expires.toUTC().toString(Qt::ISODate)
                                                     : QCoreApplication::translate("ClientField", "never");
    const QString text =
        secret.isRecoverable()
            ? QCoreApplication::translate("ClientField", "…%1 \"%2\" (encrypted, expires: %3)")
            : QCoreApplication::translate("ClientField", "…%1 \"%2\" (expires: %3)");
    return text.arg(secret.lastFour, secret.description, expires);
}

QString secretsText(const QList<ClientSecret> &secrets)
{
    QStringList texts;
    for (const ClientSecret &secret : secrets) {
        texts << (secret.onlyOn.isEmpty() ? secretText(secret)
                                          : QCoreApplication::translate("ClientField", "%1 only on \"%2\"")
                                                .arg(secretText(secret), secret.onlyOn));
    }
    return texts.join(", "_L1);
}

/// With a fingerprint, because a new picture often has the name of the old one.
QString logoText(const Logo &logo)
{
    if (logo.data.isEmpty())
        return {};
    const QByteArray hash = QCryptographicHash::hash(logo.data, QCryptographicHash::Sha256).toHex();
    return QCoreApplication::translate("ClientField", "%1 (%2 bytes, SHA-256 %3…)")
        .arg(logo.name, QString::number(logo.data.size()), QString::fromLatin1(hash.first(8)));
}

QString consentText(const ConsentTextMap &texts)
{
    static constexpr std::array kinds{
        std::pair{QT_TRANSLATE_NOOP("ClientField", "Profile"), &ConsentTexts::profile},
        std::pair{QT_TRANSLATE_NOOP("ClientField", "Email"), &ConsentTexts::email},
        std::pair{QT_TRANSLATE_NOOP("ClientField", "API consent"), &ConsentTexts::api},
    };
    QStringList parts;
    for (const auto [tag, text] : texts.asKeyValueRange()) {
        for (const auto &[label, member] : kinds) {
            if (!(text.*member).isEmpty())
                parts << u"%1 (%2): %3"_s.arg(QCoreApplication::translate("ClientField", label), tag,
                                              text.*member);
        }
    }
    return parts.join("; "_L1);
}

QString settingsText(const FormatSettings &settings)
{
    QStringList texts;
    for (const auto &[format, object] : settings.asKeyValueRange())
        texts << u"%1 %2"_s.arg(format, object);
    return texts.join(", "_L1);
}

QString risksText(const QList<AcceptedRisk> &risks)
{
    QStringList texts;
    for (const AcceptedRisk &risk : risks) {
        const bool hasValue = !risk.value.isEmpty() && risk.rule != risks::weakSecret; // see SecretRisk
        const QString what = hasValue ? u"%1 %2"_s.arg(risk.rule, risk.value) : risk.rule;
        texts << QCoreApplication::translate("ClientField", "%1 (%2 by %3: %4)")
                     .arg(what, risk.at.toUTC().toString(Qt::ISODate), risk.by, risk.reason);
    }
    return texts.join(", "_L1);
}

/// A line for each.
QString serversText(const ServerParts &parts)
{
    QStringList lines;
    for (const auto &[server, part] : parts.asKeyValueRange()) {
        QStringList said;
        if (part.enabled) {
            said << u"%1: %2"_s.arg(fieldLabel(ClientField::Enabled),
                                    *part.enabled ? QCoreApplication::translate("ClientField", "on")
                                                  : QCoreApplication::translate("ClientField", "off"));
        }
        for (const ServerList &list : serverLists) {
            if (const QStringList &rows = part.*list.onOne; !rows.isEmpty())
                said << u"%1: %2"_s.arg(fieldLabel(list.field), rows.join(", "_L1));
        }
        lines << u"%1 – %2"_s.arg(server, said.join("; "_L1));
    }
    return lines.join(u'\n');
}

}

QString fieldText(const ClientApplication &client, ClientField field)
{
    const QVariant value = fieldValue(client, field);
    switch (fieldInfo(field).kind) {
    case FieldKind::Text:
        return value.toString();
    case FieldKind::Flag:
        return value.toBool() ? QCoreApplication::translate("ClientField", "on")
                              : QCoreApplication::translate("ClientField", "off");
    case FieldKind::Grant:
        return grantTypeLabel(client.grantType);
    case FieldKind::Authentication:
        return authenticationLabel(client.clientAuthentication);
    case FieldKind::Number:
        return value.isNull() ? QString()
                              : QCoreApplication::translate("ClientField", "%1 seconds").arg(value.toInt());
    case FieldKind::Settings:
        return settingsText(value.value<FormatSettings>());
    case FieldKind::Risks:
        return risksText(client.acceptedRisks);
    case FieldKind::Servers:
        return serversText(client.onServers);
    case FieldKind::List:
    case FieldKind::Keys:
        return value.toStringList().join(", "_L1);
    case FieldKind::Image:
        return logoText(client.logo);
    case FieldKind::Texts:
        return consentText(client.consentTexts);
    case FieldKind::Secrets:
        return secretsText(client.secrets);
    }
    return {};
}

}
