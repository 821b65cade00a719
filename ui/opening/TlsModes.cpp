#include "ui/opening/TlsModes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse::tlsmodes {

namespace {

/// Translation context of the modes.
struct TlsText
{
    Q_DECLARE_TR_FUNCTIONS(TlsModes)
};

}

QList<KeyComboBox::Item> items()
{
    return {{u"verify-full"_s, TlsText::tr("Encrypted, certificate and name checked (verify-full)")},
            {u"verify-ca"_s, TlsText::tr("Encrypted, certificate checked (verify-ca)")},
            {u"require"_s, TlsText::tr("Encrypted, not checked (require)")},
            {u"prefer"_s, TlsText::tr("Encrypted if the server can (prefer)")},
            {u"allow"_s, TlsText::tr("Encrypted if the server demands it (allow)")},
            {u"disable"_s, TlsText::tr("Never encrypted (disable)")},
            {QString(), TlsText::tr("As libpq does by itself (prefer)")}};
}

QString meaningOf(const QString &mode)
{
    if (mode == "verify-full"_L1)
        return TlsText::tr("Nobody can read along, and nobody else can pass for the server.");
    if (mode == "verify-ca"_L1) {
        return TlsText::tr("Nobody can read along, but whoever has a certificate of the same authority can "
                           "pass for the server.");
    }
    if (mode == "require"_L1) {
        return TlsText::tr("It is not checked which server answers: whoever gets between can pass for it and "
                           "read along.");
    }
    if (mode == "disable"_L1)
        return TlsText::tr("Whoever is on the way can read along and change what is sent.");
    return TlsText::tr("Nothing is checked, and whoever is on the way can have the encryption left out.");
}

bool checksCertificate(const QString &mode)
{
    return mode.startsWith("verify-"_L1);
}

QString usualFor(const PostgresFields &fields)
{
    return fields.isOnThisMachine() ? QString() : u"verify-full"_s;
}

}
