#include "certificates/Pkcs12Mac.h"

#include "certificates/Der.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <optional>

namespace gatehouse::pkcs12 {

using der::Tag;

namespace {

constexpr char macPurpose = 3;
constexpr quint32 pfxVersion = 3;
/// More than this is an attack on whoever opens the file.
constexpr quint32 mostRounds = 10'000'000;

struct Mac
{
    QByteArrayView content;
    QByteArrayView algorithm;
    QByteArrayView digest;
    QByteArrayView salt;
    quint32 rounds = 1;
};

struct HashKind
{
    QByteArrayView oid;
    QCryptographicHash::Algorithm algorithm;
    qsizetype blockBytes;
};

constexpr HashKind hashKinds[] = {{der::oid::sha1, QCryptographicHash::Sha1, 64},
                                  {der::oid::sha256, QCryptographicHash::Sha256, 64},
                                  {der::oid::sha384, QCryptographicHash::Sha384, 128},
                                  {der::oid::sha512, QCryptographicHash::Sha512, 128}};

const HashKind *hashOf(QByteArrayView oid)
{
    for (const HashKind &kind : hashKinds) {
        if (kind.oid == oid)
            return &kind;
    }
    return nullptr;
}

std::optional<Mac> macOf(der::Reader &file)
{
    der::Reader safe = file.enter(Tag::Sequence);
    Mac mac;
    const QByteArrayView kind = safe.next(Tag::ObjectId);
    mac.content = safe.enter(Tag::Context0).next(Tag::OctetString);
    der::Reader data = file.enter(Tag::Sequence);
    der::Reader info = data.enter(Tag::Sequence);
    mac.algorithm = info.enter(Tag::Sequence).next(Tag::ObjectId);
    mac.digest = info.next(Tag::OctetString);
    mac.salt = data.next(Tag::OctetString);
    if (!data.isAtEnd())
        mac.rounds = data.nextSmallNumber();
    const bool isRead = safe.isGood() && info.isGood() && data.isGood() && kind == der::oid::pkcs7Data;
    return isRead ? std::optional(mac) : std::nullopt;
}

/// UTF-16, big-endian, with the zero at its end (RFC 7292 B.1).
SecretBytes wide(const SecretBytes &passphrase)
{
    QString text = QString::fromUtf8(viewOf(passphrase));
    SecretBytes bytes(int(text.size() + 1) * 2, 0);
    for (qsizetype i = 0; i < text.size(); ++i) {
        bytes[int(2 * i)] = char(text.at(i).row());
        bytes[int(2 * i + 1)] = char(text.at(i).cell());
    }
    text.fill(QChar());
    return bytes;
}

/// Repeated to a whole number of blocks.
SecretBytes filled(QByteArrayView bytes, qsizetype block)
{
    const qsizetype size = (bytes.size() + block - 1) / block * block;
    SecretBytes result(int(size), 0);
    for (qsizetype i = 0; i < size; ++i)
        result[int(i)] = bytes.at(i % bytes.size());
    return result;
}

bool matches(const Mac &mac, const HashKind &hash, QByteArrayView widePassphrase)
{
    SecretBytes start(int(hash.blockBytes), macPurpose);
    start.append(filled(mac.salt, hash.blockBytes)).append(filled(widePassphrase, hash.blockBytes));
    QByteArray key = QCryptographicHash::hash(viewOf(start), hash.algorithm);
    for (quint32 round = 1; round < mac.rounds; ++round)
        key = QCryptographicHash::hash(key, hash.algorithm);
    const QByteArray digest = QMessageAuthenticationCode::hash(mac.content, key, hash.algorithm);
    key.fill(0);
    return digest == mac.digest;
}

}

MacCheck checkMac(QByteArrayView bytes, const SecretBytes &passphrase)
{
    der::Reader file = der::Reader(bytes).enter(Tag::Sequence);
    if (file.nextSmallNumber() != pfxVersion)
        return MacCheck::NoPkcs12;
    const auto mac = macOf(file);
    const HashKind *hash = mac ? hashOf(mac->algorithm) : nullptr;
    if (!hash || mac->rounds > mostRounds)
        return MacCheck::Unknown;
    // Without a passphrase some programs hash its closing zero, and some nothing.
    const bool isRight =
        matches(*mac, *hash, viewOf(wide(passphrase))) || (passphrase.isEmpty() && matches(*mac, *hash, {}));
    return isRight ? MacCheck::Right : MacCheck::Wrong;
}

}
