#include "domain/SealedText.h"
#include "domain/SecretMaker.h"
#include "services/security/Sealer.h"
#include "support/TestDatabase.h"

#include <QCryptographicHash>
#include <QThread>

#include <atomic>
#include <memory>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

const SealPlace place{u"database-1"_s, u"client-1"_s, u"secret-1"_s};

EncryptionKeyBytes newKey()
{
    return generateEncryptionKey().value();
}

SecretBytes secret(QByteArrayView text = "correct horse battery staple")
{
    return secretCopy(text);
}

QByteArray sealedWith(const EncryptionKeyBytes &key)
{
    return seal(key, place, secret()).value();
}

/// Empty when it opens.
QString refusal(const EncryptionKeyBytes &key, const QByteArray &sealed, const SealPlace &where = place)
{
    const auto opened = unseal(key, where, sealed);
    return opened ? QString() : opened.error().text;
}

QByteArray bytesOf(const QByteArray &sealed)
{
    return sealedtext::seal(sealed);
}

}

/// Everything that is not exactly what was sealed is refused, and the refusal tells why.
class TestSecretCipher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { VERIFY_DONE(cryptographyIsReady()); }
    void opensWhatWasSealed_data();
    void opensWhatWasSealed();
    void isDifferentEachTime();
    void everyBitOfTheSeal();
    void everyBitOfTheText();
    void everyCut();
    void anythingAdded();
    void anotherKey();
    void sameIdOtherKey();
    void movedElsewhere_data();
    void movedElsewhere();
    void alteredWithRightChecksum_data();
    void alteredWithRightChecksum();
    void keysOfAnotherSize();
    void checkValueTellsKeysAndDatabases();
    void oneSealerForMany();
    void onManyThreads();
};

void TestSecretCipher::opensWhatWasSealed_data()
{
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("one byte") << "x"_ba;
    QTest::newRow("a secret") << generateSecret();
    QTest::newRow("zeros") << QByteArray(48, '\0');
    QTest::newRow("UTF-8") << u"pässwörd ключ 鍵"_s.toUtf8();
    QTest::newRow("a private key") << QByteArray(1793, 'k');
    QTest::newRow("more than is locked at first") << QByteArray(200000, 'm');
}

void TestSecretCipher::opensWhatWasSealed()
{
    QFETCH(QByteArray, plain);
    const EncryptionKeyBytes key = newKey();
    const auto sealed = seal(key, place, secretCopy(plain));
    VERIFY_DONE(sealed);
    QCOMPARE(sealedtext::keyId(*sealed), key.id.toLatin1());
    QVERIFY(plain.size() < 4 || !bytesOf(*sealed).contains(plain));
    const auto opened = unseal(key, place, *sealed);
    VERIFY_DONE(opened);
    QCOMPARE(opened->toByteArray(), plain);
}

void TestSecretCipher::isDifferentEachTime()
{
    const EncryptionKeyBytes key = newKey();
    QSet<QByteArray> seals;
    for (int i = 0; i < 100; ++i)
        seals << sealedWith(key);
    QCOMPARE(seals.size(), 100);
    QCOMPARE(seal(key, place, SecretBytes()).error().kind, Error::Kind::Rule);
}

void TestSecretCipher::everyBitOfTheSeal()
{
    const EncryptionKeyBytes key = newKey();
    const QByteArray bytes = bytesOf(sealedWith(key));
    QHash<QString, int> texts;
    for (qsizetype bit = 0; bit < bytes.size() * 8; ++bit) {
        QByteArray flipped = bytes;
        flipped[bit / 8] = char(flipped.at(bit / 8) ^ (1 << (bit % 8)));
        const QString text = refusal(key, sealedtext::join(key.id.toLatin1(), flipped));
        QVERIFY2(!text.isEmpty(), qPrintable(u"bit %1"_s.arg(bit)));
        ++texts[text];
    }
    // The length's own bits read as a cut; all others as damage.
    QCOMPARE(texts.size(), 2);
    for (const auto [text, count] : texts.asKeyValueRange())
        QCOMPARE(count, text.contains(u"damaged"_s) ? bytes.size() * 8 - 32 : 32);
}

void TestSecretCipher::everyBitOfTheText()
{
    const EncryptionKeyBytes key = newKey();
    const QByteArray sealed = sealedWith(key);
    for (qsizetype bit = 0; bit < sealed.size() * 8; ++bit) {
        QByteArray flipped = sealed;
        flipped[bit / 8] = char(flipped.at(bit / 8) ^ (1 << (bit % 8)));
        QVERIFY2(!refusal(key, flipped).isEmpty(), qPrintable(u"bit %1"_s.arg(bit)));
    }
}

void TestSecretCipher::everyCut()
{
    const EncryptionKeyBytes key = newKey();
    const QByteArray sealed = sealedWith(key);
    for (qsizetype size = 0; size < sealed.size(); ++size) {
        QVERIFY2(!refusal(key, sealed.first(size)).isEmpty(), qPrintable(u"first %1"_s.arg(size)));
        QVERIFY2(!refusal(key, sealed.last(size)).isEmpty(), qPrintable(u"last %1"_s.arg(size)));
    }
    for (const QByteArray &text : {""_ba, "2147483648"_ba, sealed.first(3)}) // no key is named
        QVERIFY2(refusal(key, text).contains(u"is damaged"_s), qPrintable(refusal(key, text)));
    const QByteArray bytes = bytesOf(sealed);
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const QString text = refusal(key, sealedtext::join(key.id.toLatin1(), bytes.first(size)));
        QVERIFY2(text.contains(u"cut short"_s), qPrintable(text));
        QVERIFY(!refusal(key, sealedtext::join(key.id.toLatin1(), bytes.last(size))).isEmpty());
    }
}

void TestSecretCipher::anythingAdded()
{
    const EncryptionKeyBytes key = newKey();
    const QByteArray sealed = sealedWith(key);
    QVERIFY(!refusal(key, sealed + 'A').isEmpty());
    QVERIFY(!refusal(key, sealed + '=').isEmpty());
    QVERIFY(!refusal(key, sealed + '\n').isEmpty());
    QVERIFY(!refusal(key, sealedtext::join(key.id.toLatin1(), bytesOf(sealed) + '\0')).isEmpty());
    QVERIFY(!refusal(key, sealedtext::join(key.id.toLatin1(), '\1' + bytesOf(sealed))).isEmpty());
}

void TestSecretCipher::anotherKey()
{
    const EncryptionKeyBytes key = newKey();
    const QString text = refusal(newKey(), sealedWith(key));
    QVERIFY2(text.contains(u"another encryption key"_s), qPrintable(text));
}

void TestSecretCipher::sameIdOtherKey()
{
    EncryptionKeyBytes other = newKey();
    const EncryptionKeyBytes key = newKey();
    other.id = key.id;
    QVERIFY(!refusal(other, sealedWith(key)).isEmpty());
}

void TestSecretCipher::movedElsewhere_data()
{
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("owner");
    QTest::addColumn<QString>("value");
    QTest::newRow("database") << u"database-2"_s << place.owner << place.value;
    QTest::newRow("client application") << place.database << u"client-2"_s << place.value;
    QTest::newRow("secret") << place.database << place.owner << u"secret-2"_s;
    QTest::newRow("certificate") << place.database << QString() << place.value;
    QTest::newRow("the same letters, cut elsewhere") << u"database-1c"_s << u"lient-1"_s << place.value;
}

void TestSecretCipher::movedElsewhere()
{
    QFETCH(QString, database);
    QFETCH(QString, owner);
    QFETCH(QString, value);
    const EncryptionKeyBytes key = newKey();
    const QString text = refusal(key, sealedWith(key), {database, owner, value});
    QVERIFY2(text.contains(u"moved here"_s), qPrintable(text));
}

/// Somebody who knows the format can make the checksum fit: the tag still refuses.
void TestSecretCipher::alteredWithRightChecksum_data()
{
    QTest::addColumn<int>("byte");
    QTest::addColumn<QString>("expected");
    QTest::newRow("version") << 0 << u"newer version"_s;
    QTest::newRow("place") << 1 << u"moved here"_s;
    QTest::newRow("salt") << 9 << u"altered"_s;
    QTest::newRow("IV") << 25 << u"altered"_s;
    QTest::newRow("ciphertext") << 41 << u"altered"_s;
    QTest::newRow("tag") << -9 << u"altered"_s;
}

void TestSecretCipher::alteredWithRightChecksum()
{
    QFETCH(int, byte);
    QFETCH(QString, expected);
    const EncryptionKeyBytes key = newKey();
    QByteArray bytes = bytesOf(sealedWith(key));
    bytes[byte < 0 ? bytes.size() + byte : byte] ^= 4;
    const QByteArray hash = QCryptographicHash::hash(bytes.chopped(8), QCryptographicHash::Sha256);
    bytes.replace(bytes.size() - 8, 8, hash.first(8));
    const QString text = refusal(key, sealedtext::join(key.id.toLatin1(), bytes));
    QVERIFY2(text.contains(expected), qPrintable(text));
}

void TestSecretCipher::keysOfAnotherSize()
{
    const EncryptionKeyBytes key = newKey();
    const QByteArray sealed = sealedWith(key);
    for (const int size : {0, 16, 31, 33, 64}) {
        const EncryptionKeyBytes wrong{key.id, SecretBytes(QByteArray(size, 'k'))};
        QVERIFY(!refusal(wrong, sealed).isEmpty());
        QCOMPARE(seal(wrong, place, secret()).error().kind, Error::Kind::Unreachable);
        QVERIFY(checkValue(wrong, place.database).isEmpty());
    }
}

void TestSecretCipher::checkValueTellsKeysAndDatabases()
{
    const EncryptionKeyBytes key = newKey();
    const QByteArray value = checkValue(key, u"database-1"_s);
    QCOMPARE(value.size(), 64);
    QCOMPARE(checkValue(key, u"database-1"_s), value);
    QVERIFY(checkValue(key, u"database-2"_s) != value);
    QVERIFY(checkValue(newKey(), u"database-1"_s) != value);
}

/// What was refused leaves nothing behind for the next.
void TestSecretCipher::oneSealerForMany()
{
    const EncryptionKeyBytes key = newKey();
    EncryptionKeyBytes other = newKey();
    other.id = key.id;
    auto sealer = Sealer::with(key).value();
    auto otherSealer = Sealer::with(other).value();
    QSet<QByteArray> salts;
    for (int i = 0; i < 200; ++i) {
        const SealPlace own{u"database-1"_s, u"client-1"_s, QString::number(i)};
        const QByteArray plain = QByteArray(1 + i, char('a' + i % 26));
        const QByteArray sealed = sealer.seal(own, secretCopy(plain)).value();
        salts << bytesOf(sealed).sliced(9, 28);
        QVERIFY(!otherSealer.unseal(own, sealed));
        QVERIFY(!sealer.unseal(place, sealed));
        QByteArray altered = bytesOf(sealed);
        altered[altered.size() - 9] ^= 1;
        altered.chop(8);
        altered += QCryptographicHash::hash(altered, QCryptographicHash::Sha256).first(8);
        QVERIFY(!sealer.unseal(own, sealedtext::join(key.id.toLatin1(), altered)));
        QCOMPARE(sealer.unseal(own, sealed).value().toByteArray(), plain);
        QCOMPARE(unseal(key, own, sealed).value().toByteArray(), plain);
    }
    QCOMPARE(salts.size(), 200);
}

void TestSecretCipher::onManyThreads()
{
    const EncryptionKeyBytes key = newKey();
    std::atomic<int> opened = 0;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back(QThread::create([&, i] {
            const SealPlace own{u"database-1"_s, u"client-1"_s, QString::number(i)};
            for (int round = 0; round < 200; ++round) {
                const QByteArray plain = "secret %1 %2"_ba + char('a' + i) + char('a' + round % 26);
                const auto back = unseal(key, own, seal(key, own, secret(plain)).value());
                opened += back && viewOf(*back) == plain;
            }
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait());
    QCOMPARE(opened, 8 * 200);
}

GATEHOUSE_TEST(TestSecretCipher)
#include "tst_secretcipher.moc"
