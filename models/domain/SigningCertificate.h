#pragma once

#include "domain/Field.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace gatehouse {

/// Where private keys of signing certificates are kept.
enum class CertificateStorage {
    None,     ///< not chosen yet
    Local,    ///< PKCS#12 files in a folder of this machine
    Database, ///< encrypted in the database, shared by every instance
};

/// A certificate that tokens for client applications are signed with. All times are UTC.
struct SigningCertificate
{
    QString key; ///< empty or chosen beforehand until first stored: the seal is bound to it
    int version = 0;
    QString thumbprint;     ///< SHA-256 of the certificate, lower-case hexadecimal
    QByteArray certificate; ///< DER
    CertificateStorage storage = CertificateStorage::Database;
    QByteArray sealed; ///< the private key (PKCS#8 DER), or the passphrase of the PKCS#12 file
    QDateTime created;
    QDateTime notBefore;
    QDateTime notAfter;
    QDateTime signsFrom;
    QDateTime replaced; ///< when its successor begins to sign; invalid: it has none
    QDateTime
        publishedUntil;    ///< when the last token that it signed has run out; invalid: it has no successor
    QString damagedColumn; ///< whose value cannot be read; empty: all can

    bool operator==(const SigningCertificate &) const = default;
};

QString enumText(CertificateStorage storage); ///< `local`; of none nothing
template<>
std::optional<CertificateStorage> enumFrom(const QString &name);

template<>
struct FieldMember<SigningCertificate>
{
    using Type = std::variant<QString SigningCertificate::*, QByteArray SigningCertificate::*,
                              CertificateStorage SigningCertificate::*, QDateTime SigningCertificate::*>;
};

template<>
struct FieldTable<SigningCertificate>
{
    static constexpr QLatin1StringView name{"signing_certificate"};
    static constexpr const char *title = QT_TRANSLATE_NOOP("Field", "Certificate %1");
    using One = Field<SigningCertificate>;
    using It = SigningCertificate;
    static constexpr std::array fields{
        One{.name = "thumbprint",
            .label = QT_TRANSLATE_NOOP("Field", "Thumbprint"),
            .member = &It::thumbprint,
            .property = nullptr,
            .isFixed = true},
        One{.name = "certificate",
            .label = "",
            .member = &It::certificate,
            .property = nullptr,
            .telling = Telling::Nothing,
            .form = ColumnForm::Base64,
            .isFixed = true},
        One{.name = "storage",
            .label = QT_TRANSLATE_NOOP("Field", "Storage"),
            .member = &It::storage,
            .property = nullptr,
            .isFixed = true},
        One{.name = "sealed",
            .label = "",
            .member = &It::sealed,
            .property = nullptr,
            .telling = Telling::Nothing},
        One{.name = "created_at",
            .label = QT_TRANSLATE_NOOP("Field", "Made on"),
            .member = &It::created,
            .property = nullptr,
            .isFixed = true},
        One{.name = "not_before",
            .label = QT_TRANSLATE_NOOP("Field", "Valid from"),
            .member = &It::notBefore,
            .property = nullptr,
            .isFixed = true},
        One{.name = "not_after",
            .label = QT_TRANSLATE_NOOP("Field", "Valid until"),
            .member = &It::notAfter,
            .property = nullptr,
            .isFixed = true},
        One{.name = "signs_from",
            .label = QT_TRANSLATE_NOOP("Field", "Signs from"),
            .member = &It::signsFrom,
            .property = nullptr},
        One{.name = "replaced_at",
            .label = QT_TRANSLATE_NOOP("Field", "Replaced on"),
            .member = &It::replaced,
            .property = nullptr,
            .form = ColumnForm::OrNull},
        One{.name = "published_until",
            .label = QT_TRANSLATE_NOOP("Field", "Published until"),
            .member = &It::publishedUntil,
            .property = nullptr,
            .form = ColumnForm::OrNull},
    };
};

/// Whether it is a SHA-256 in lower-case hexadecimal: what a database says may be anything.
bool isThumbprint(QStringView text);
/// What people call it: the beginning of the thumbprint, or the key of its record where that is none.
QString nameOf(const SigningCertificate &certificate);
/// The key of its record, as a message can show it, whatever it is.
QString shownKey(const SigningCertificate &certificate);

enum class CertificateStatus {
    Next,     ///< published already, signs later
    Active,   ///< signs
    Retiring, ///< signs no more, still published for the tokens that are under way
    Expired,  ///< neither signs nor is published
};

CertificateStatus certificateStatus(const SigningCertificate &certificate, const QDateTime &now);
/// What signs at that time: the one that began last of those that are active; null when there is none.
const SigningCertificate *activeCertificate(const QList<SigningCertificate> &certificates,
                                            const QDateTime &now);
/// Those that a server publishes, the signing one first.
QList<SigningCertificate> publishedCertificates(const QList<SigningCertificate> &certificates,
                                                const QDateTime &now);
/// Whether it is to be replaced soon: in use, without a successor, and within 60 days of its end.
bool expiresSoon(const SigningCertificate &certificate, const QDateTime &now);

}
