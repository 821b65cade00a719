#pragma once

#include <QByteArrayView>
#include <QtCrypto>

namespace gatehouse {

/// Bytes that are wiped when they are gone. QByteArray and QString are not: keep no secret in one longer than
/// a widget or a library needs it.
using SecretBytes = QCA::SecureArray;

inline QByteArrayView viewOf(const SecretBytes &bytes)
{
    return {bytes.constData(), bytes.size()};
}

/// QCA's memory, locked against swapping. Call it before SecretBytes of a size are made; what is declared
/// below does so by itself. Cheap: the plug-ins of QCA are not looked for.
void prepareSecretMemory();

SecretBytes secretCopy(QByteArrayView bytes);

/// Overwrites a text that a widget or a library gave, also where it is shared.
void wipe(QString &text);
void wipe(QByteArray &bytes);
/// The UTF-8 of a text, which is wiped.
SecretBytes takeSecret(QString &&text);
SecretBytes takeSecret(QByteArray &&bytes);

}
