#include "EncryptionFixture.h"
#include "support/DatabaseContent.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

using State = EncryptionStatus::State;

}

/// A new key for everything that is sealed.
class TestReplaceKey : public QObject, private EncryptionFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }
    void replacesKey();
    void cancels_data();
    void cancels();
    void replacesNothingWhenOneCannotBeOpened();
    void refusesSealsOfAReplacedKey();
    void savingOldStateKeepsTheNewSeal();
    void finishesWhatWasCutOff_data();
    void finishesWhatWasCutOff();
    void aCopyLeavesTheKeysAlone();
};

void TestReplaceKey::replacesKey()
{
    VERIFY_DONE(encryption().create(*database()));
    const auto before = key();
    VERIFY_DONE(addSealedClients(*database(), *before, 10, 10));
    QList<std::pair<int, int>> steps;
    const auto replaced = encryption().replaceKey(*database(), [&](int done, int total) {
        steps << std::pair(done, total);
        return true;
    });
    VERIFY_DONE(replaced);
    QCOMPARE(*replaced, 100);
    QCOMPARE(steps.first(), std::pair(0, 100));
    QCOMPARE(steps.last(), std::pair(100, 100));
    const auto after = key();
    VERIFY_DONE(after);
    QVERIFY(after->id != before->id && !(after->bytes == before->bytes));
    QCOMPARE(keys(), QStringList{after->id});
    QCOMPARE(openedSecrets(*database(), *after).value(), 100);
    QVERIFY(!openedSecrets(*database(), *before));
    QVERIFY(!record().change);
}

void TestReplaceKey::cancels_data()
{
    QTest::addColumn<int>("at");
    QTest::newRow("at once") << 0;
    QTest::newRow("in the middle") << 32;
    QTest::newRow("once all are done") << 100;
}

void TestReplaceKey::cancels()
{
    QFETCH(int, at);
    VERIFY_DONE(encryption().create(*database()));
    const auto before = key();
    VERIFY_DONE(addSealedClients(*database(), *before, 10, 10));
    const QStringList content = contentOf(*database());
    const auto replaced = encryption().replaceKey(*database(), [&](int done, int) { return done < at; });
    QVERIFY(!replaced);
    QCOMPARE(replaced.error().kind, Error::Kind::Cancelled);
    QCOMPARE(contentOf(*database()), content);
    QCOMPARE(keys(), QStringList{before->id});
    QCOMPARE(openedSecrets(*database(), *key()).value(), 100);
}

void TestReplaceKey::replacesNothingWhenOneCannotBeOpened()
{
    VERIFY_DONE(encryption().create(*database()));
    const auto before = key();
    VERIFY_DONE(addSealedClients(*database(), *before, 1, 5));
    VERIFY_DONE(damageFirstSeal());
    const QStringList content = contentOf(*database());
    const auto replaced = encryption().replaceKey(*database());
    QVERIFY(!replaced);
    QVERIFY2(replaced.error().text.contains(u"of \"client-0\" cannot be encrypted anew"_s),
             qPrintable(replaced.error().text));
    QCOMPARE(contentOf(*database()), content);
    QCOMPARE(keys(), QStringList{before->id});
}

void TestReplaceKey::refusesSealsOfAReplacedKey()
{
    VERIFY_DONE(encryption().create(*database()));
    const auto old = key();
    const ClientApplication client = sealedClient(*old, record().databaseId, u"late"_s, 1);
    VERIFY_DONE(encryption().replaceKey(*database()));
    const auto saved = database().save(client);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Conflict);
    QVERIFY2(saved.error().text.contains(u"key was replaced"_s), qPrintable(saved.error().text));
    QVERIFY(!*store::findClient(*database(), u"late"_s));

    SigningCertificate certificate;
    certificate.thumbprint = u"aa"_s;
    certificate.storage = CertificateStorage::Database;
    certificate.sealed = client.secrets.first().sealed;
    QCOMPARE(database().save(certificate).error().kind, Error::Kind::Conflict);
    VERIFY_DONE(database().save(sealedClient(*key(), record().databaseId, u"late"_s, 1)));
}

/// Whoever saves what was read before the key was replaced does not bring back the old seal.
void TestReplaceKey::savingOldStateKeepsTheNewSeal()
{
    VERIFY_DONE(encryption().create(*database()));
    auto client = database().save(sealedClient(*key(), record().databaseId, u"web-shop"_s, 2));
    VERIFY_DONE(client);
    VERIFY_DONE(encryption().replaceKey(*database()));
    client->secrets.first().description = u"renamed"_s;
    VERIFY_DONE(database().save(*client));
    QCOMPARE(openedSecrets(*database(), *key()).value(), 2);
}

void TestReplaceKey::finishesWhatWasCutOff_data()
{
    QTest::addColumn<bool>("committed");
    QTest::newRow("before the database had the new key") << false;
    QTest::newRow("before the old key was removed") << true;
}

void TestReplaceKey::finishesWhatWasCutOff()
{
    QFETCH(bool, committed);
    VERIFY_DONE(encryption().create(*database()));
    const auto mine = key();
    const EncryptionKeyBytes other = generateEncryptionKey().value();
    VERIFY_DONE(keyStore(settings())->write(other));
    const store::KeyChange change{committed ? other.id : mine->id, committed ? mine->id : other.id,
                                  database().path()};
    VERIFY_DONE(database().edit([&](EditSession &session) { return session.noteKeyChange(change); }));
    QCOMPARE(keys().size(), 2);
    QCOMPARE(encryption().status(*database()).state, State::Ready);
    QCOMPARE(keys(), QStringList{mine->id});
    QVERIFY(!record().change);
}

void TestReplaceKey::aCopyLeavesTheKeysAlone()
{
    VERIFY_DONE(encryption().create(*database()));
    const auto mine = key();
    const EncryptionKeyBytes other = generateEncryptionKey().value();
    VERIFY_DONE(keyStore(settings())->write(other));
    const store::KeyChange elsewhere{mine->id, other.id, u"/srv/the original.sqlite"_s};
    VERIFY_DONE(database().edit([&](EditSession &session) { return session.noteKeyChange(elsewhere); }));
    QCOMPARE(encryption().status(*database()).state, State::Ready);
    QCOMPARE(keys().size(), 2);
    QCOMPARE(*record().change, elsewhere);
    const store::KeyChange neither{u"x"_s, u"y"_s, database().path()};
    VERIFY_DONE(database().edit([&](EditSession &session) { return session.noteKeyChange(neither); }));
    QCOMPARE(encryption().status(*database()).state, State::Ready);
    QCOMPARE(keys().size(), 2);
}

QTEST_GUILESS_MAIN(TestReplaceKey)
#include "tst_replacekey.moc"
