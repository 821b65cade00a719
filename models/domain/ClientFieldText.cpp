#include "domain/ClientField.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QString secretsText(const QList<ClientSecret> &secrets)
{
    QStringList texts;
    for (const ClientSecret &secret : secrets) {
        const QString expires = secret.expires.isValid()
                                    ? secret.expires.toUTC().toString(Qt::ISODate)
                                    : QCoreApplication::translate("ClientField", "never");
        const QString text =
            secret.isRecoverable()
                ? QCoreApplication::translate("ClientField", "…%1 \"%2\" (encrypted, expires: %3)")
                : QCoreApplication::translate("ClientField", "…%1 \"%2\" (expires: %3)");
        texts << text.arg(secret.lastFour, secret.description, expires);
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
    case FieldKind::Choice:
        return grantTypeLabel(client.grantType);
    case FieldKind::List:
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
