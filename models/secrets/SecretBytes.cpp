#include "secrets/SecretBytes.h"

#include <algorithm>
#include <cstring>
#include <mutex>

namespace gatehouse {

namespace {

/// A literal has no memory of its own: it is not ours to overwrite, and cannot be.
template<typename Text>
void wipeText(Text &text)
{
    if (text.data_ptr().d_ptr()) {
        auto *start = const_cast<char *>(reinterpret_cast<const char *>(text.constData()));
        explicit_bzero(start, std::size_t(text.size()) * sizeof(*text.constData()));
    }
    text = Text();
}

}

void prepareSecretMemory()
{
    static std::once_flag once;
    std::call_once(once, [] {
        // Not QCA's standard mode: where memory cannot be locked, that puts secrets into a file.
        QCA::init(QCA::LockingKeepPrivileges, 64);
        // The end of a QCoreApplication takes one back; the command line makes a second application.
        QCA::init();
    });
}

SecretBytes secretCopy(QByteArrayView bytes)
{
    prepareSecretMemory();
    SecretBytes copy(int(bytes.size()));
    std::ranges::copy(bytes, copy.data());
    return copy;
}

void wipe(QString &text)
{
    wipeText(text);
}

void wipe(QByteArray &bytes)
{
    wipeText(bytes);
}

SecretBytes takeSecret(QString &&text)
{
    QByteArray utf8 = text.toUtf8();
    wipe(text);
    return takeSecret(std::move(utf8));
}

SecretBytes takeSecret(QByteArray &&bytes)
{
    SecretBytes secret = secretCopy(bytes);
    wipe(bytes);
    return secret;
}

}
