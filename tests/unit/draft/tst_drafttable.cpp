#include "draft/ClientDraft.h"
#include "draft/ConsentTextTable.h"
#include "draft/SecretTable.h"
#include "draft/TextListTable.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// The tables of a working copy, by the draft that owns them.
class TestDraftTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void everyFieldIsReadBack();
    void sqlOnTheConnectionIsSeen();
    void everyTextStaysAsItIs_data();
    void everyTextStaysAsItIs();
    void moreRowsThanOneReading();
    void nothingGoesToTheDisk();
    void manyRowsAreOneStep();
    void rowsComeBackWhereTheyWere();
    void cellsAreWrittenBack();
    void rowsByQtsOwnVerbs();
    void aCellKeepsTheOtherRows();
    void nothingIsWrittenWhereNothingDiffers();
    void problemsShowAtTheirRow();
    void tablesAreMadeWhenSomethingIsOpened();

private:
    RedirectTable &redirects() { return m_draft->redirects(ClientField::LoginRedirects); }
    void run(const QString &sql);

    std::unique_ptr<ClientDraft> m_draft;
};

namespace {

ClientApplication everything()
{
    ClientApplication client;
    client.key = u"k1"_s;
    client.version = 7;
    client.clientId = u"shop"_s;
    client.title = u"Shop"_s;
    client.enabled = true;
    client.supportApi = true;
    client.requireConsent = true;
    client.allowRememberConsent = true;
    client.logo = {u"brand.png"_s, QByteArray("\0\1\2", 3)};
    client.logoUri = u"https://shop.example.com/logo.png"_s;
    client.loginRedirects = {u"https://b.example.com/cb"_s, u"https://a.example.com/cb"_s};
    client.logoutRedirects = {u"https://a.example.com/bye"_s};
    client.defaultResources = {u"openid"_s, u"email"_s};
    client.customResources = {u"department"_s};
    client.consentTexts = {{u"en"_s, {u"Your name"_s, {}, u"Orders"_s}}, {u"fy"_s, {{}, u"wa"_s, {}}}};
    const QDateTime created(QDate(2026, 1, 2), QTime(3, 4, 5, 678), QTimeZone::UTC);
    client.secrets = {{u"s1"_s, u"hash"_s, u"abcd"_s, u"first"_s, created, {}, "sealed"},
                      {u"s2"_s, u"other"_s, u"wxyz"_s, {}, created, created.addDays(9)}};
    return client;
}

QStringList uris(int count)
{
    QStringList made;
    for (int i = 0; i < count; ++i)
        made << u"https://shop.example.com/cb/%1"_s.arg(i);
    return made;
}

/// What was written, to take it back as undo does.
DraftChange reversed(const DraftChange &change)
{
    DraftChange back;
    for (const auto &[before, after] : change)
        back.prepend({after, before});
    return back;
}

}

void TestDraftTable::init()
{
    m_draft = std::make_unique<ClientDraft>();
    m_draft->load(everything());
}

void TestDraftTable::run(const QString &sql)
{
    QSqlQuery query(redirects().database());
    QVERIFY2(query.exec(sql), qPrintable(sql));
}

void TestDraftTable::everyFieldIsReadBack()
{
    QCOMPARE(m_draft->typed(), everything());
    QVERIFY(!m_draft->isModified());
    ClientApplication machine;
    machine.key = u"k2"_s;
    machine.supportOpenId = false;
    machine.grantType = GrantType::ClientCredentials;
    machine.identity = u"price-bot"_s;
    m_draft->load(machine);
    QCOMPARE(m_draft->typed(), machine);
}

void TestDraftTable::sqlOnTheConnectionIsSeen()
{
    const QSignalSpy changed(m_draft.get(), &ClientDraft::changed);
    run(u"UPDATE client_application SET title = 'By SQL', enabled = 0"_s);
    QVERIFY(m_draft->table(ClientField::Title).select());
    QCOMPARE(m_draft->typed().title, u"By SQL"_s);
    QVERIFY(!m_draft->typed().enabled);

    run(u"INSERT INTO client_redirect (kind, position, uri) VALUES ('login', 9, 'http://typed.example.com/cb')"_s);
    QVERIFY(redirects().select());
    QCOMPARE(m_draft->normalized().loginRedirects.last(), u"http://typed.example.com/cb"_s);
    run(u"DELETE FROM client_secret WHERE last_four = 'abcd'"_s);
    QVERIFY(m_draft->secrets().select());
    QCOMPARE(m_draft->typed().secrets.size(), 1);
    run(u"UPDATE client_consent_text SET email = 'mail' WHERE language = 'en'"_s);
    QVERIFY(m_draft->consentTexts().select());
    QCOMPARE(m_draft->typed().consentTexts.value(u"en"_s).email, u"mail"_s);
    QCOMPARE(changed.count(), 4);
    QVERIFY(m_draft->isModified());
}

void TestDraftTable::everyTextStaysAsItIs_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("byte order mark") << u"\uFEFFhidden"_s;
    QTest::newRow("two of them") << u"\uFEFF\uFEFFhidden"_s;
    QTest::newRow("swapped byte order mark") << QChar(QChar::ByteOrderSwapped) + u"text"_s;
    QTest::newRow("lone surrogate") << QString(QChar(0xd800)) + u"x"_s;
    QTest::newRow("NUL") << u"a"_s + QChar(QChar::Null) + u"b"_s;
    QTest::newRow("quotes") << u"it's \"one\"; -- ?"_s;
    QTest::newRow("number") << u"0123"_s;
    QTest::newRow("empty") << QString();
}

/// The rules judge what was typed: a text that the working copy changed would slip past them.
void TestDraftTable::everyTextStaysAsItIs()
{
    QFETCH(const QString, text);
    QVERIFY(m_draft->table(ClientField::Title).setData(m_draft->cell(ClientField::Title), text));
    QCOMPARE(m_draft->typed().title, text);
    QVERIFY(m_draft->table(ClientField::Title).select());
    QCOMPARE(m_draft->typed().title, text);
    ClientApplication other = everything();
    other.key = u"k2"_s;
    other.title = text;
    m_draft->load(other);
    QCOMPARE(m_draft->typed(), other);
}

void TestDraftTable::moreRowsThanOneReading()
{
    ClientApplication client = everything();
    client.loginRedirects = uris(1000);
    m_draft->load(client);
    QCOMPARE(redirects().rowCount(), 1000);
    QCOMPARE(m_draft->typed().loginRedirects, client.loginRedirects);
    const QAbstractItemModelTester tester(&redirects(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    redirects().removeRows(0, 600);
    QCOMPARE(m_draft->typed().loginRedirects, client.loginRedirects.sliced(600));
}

/// Where many rows are sorted, too: a full disk must not come between a person and what was typed.
void TestDraftTable::nothingGoesToTheDisk()
{
    QSqlQuery query(redirects().database());
    QVERIFY(query.exec(u"PRAGMA temp_store"_s) && query.next());
    QCOMPARE(query.value(0).toInt(), 2); // MEMORY
    QVERIFY(query.exec(u"PRAGMA database_list"_s) && query.next());
    QCOMPARE(query.value(2).toString(), QString());
    QVERIFY(!query.next());
}

void TestDraftTable::manyRowsAreOneStep()
{
    DraftChange done;
    int steps = 0;
    connect(m_draft.get(), &ClientDraft::written, this,
            [&](ClientField field, const DraftChange &change, int column) {
                QCOMPARE(field, ClientField::LoginRedirects);
                QCOMPARE(column, -1);
                done = change;
                ++steps;
            });
    const QString pasted =
        (uris(2000) + everything().loginRedirects + QStringList{u"http://bad.example.com/"_s}).join(u'\n');
    QVERIFY(pasted.size() > 32'767);
    const RedirectTable::Added added = redirects().addText(pasted);
    QCOMPARE(added.rows, 2001);
    QCOMPARE(added.refused, 1);
    QCOMPARE(added.doubled, everything().loginRedirects);
    QCOMPARE(steps, 1);
    QCOMPARE(m_draft->typed().loginRedirects.size(), 2003);
    QCOMPARE(m_draft->typed().logoutRedirects, everything().logoutRedirects);
    redirects().writeAgain(reversed(done));
    QCOMPARE(m_draft->typed(), everything());
    QCOMPARE(steps, 1);
}

void TestDraftTable::rowsComeBackWhereTheyWere()
{
    ClientApplication client = everything();
    client.loginRedirects = uris(8);
    m_draft->load(client);
    DraftChange done;
    connect(m_draft.get(), &ClientDraft::written, this,
            [&](ClientField, const DraftChange &change) { done = change; });
    redirects().removeRowsAt({0, 3, 7});
    QCOMPARE(m_draft->typed().loginRedirects.size(), 5);
    redirects().writeAgain(reversed(done));
    QCOMPARE(m_draft->typed().loginRedirects, uris(8));
    redirects().writeAgain(done);
    QCOMPARE(m_draft->typed().loginRedirects.size(), 5);
}

void TestDraftTable::cellsAreWrittenBack()
{
    DraftChange done;
    int writtenColumn = -1;
    connect(m_draft.get(), &ClientDraft::written, this,
            [&](ClientField field, const DraftChange &change, int column) {
                QCOMPARE(field, ClientField::RequirePkce);
                done = change;
                writtenColumn = column;
            });
    const QModelIndex cell = m_draft->cell(ClientField::RequirePkce);
    QVERIFY(m_draft->table(ClientField::RequirePkce).setData(cell, false));
    QVERIFY(!m_draft->typed().requirePkce);
    QCOMPARE(writtenColumn, cell.column());
    m_draft->table(ClientField::RequirePkce).writeAgain(reversed(done));
    QCOMPARE(m_draft->typed(), everything());
}

void TestDraftTable::rowsByQtsOwnVerbs()
{
    QAbstractItemModel &rows = redirects();
    const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(rows.insertRows(2, 1));
    QCOMPARE(m_draft->typed().loginRedirects.last(), QString());
    QVERIFY(rows.setData(rows.index(2, 0), u" https://c.example.com/cb "_s));
    QCOMPARE(m_draft->typed().loginRedirects.last(), u"https://c.example.com/cb"_s);
    QVERIFY(rows.removeRow(0));
    QCOMPARE(m_draft->typed().loginRedirects,
             (QStringList{u"https://a.example.com/cb"_s, u"https://c.example.com/cb"_s}));
    QVERIFY(!rows.insertRows(0, 1));
    QVERIFY(!rows.removeRows(1, 2));
}

/// An editor that is open in another row must not be closed.
void TestDraftTable::aCellKeepsTheOtherRows()
{
    const QPersistentModelIndex second = redirects().index(1, 0);
    const QSignalSpy reset(&redirects(), &QAbstractItemModel::modelReset);
    QVERIFY(redirects().setData(redirects().index(0, 0), u"https://x.example.com/"_s));
    redirects().setRow(0, {u"https://y.example.com/"_s});
    m_draft->load(ClientApplication(m_draft->normalized()));
    QCOMPARE(reset.count(), 0);
    QVERIFY(second.isValid());
    QCOMPARE(redirects().index(0, 0).data().toString(), u"https://y.example.com/"_s);
}

void TestDraftTable::nothingIsWrittenWhereNothingDiffers()
{
    const QSignalSpy written(m_draft.get(), &ClientDraft::written);
    redirects().setRow(0, {everything().loginRedirects.first()});
    redirects().setRow(99, {u"https://nowhere.example.com/"_s});
    QVERIFY(redirects().setData(redirects().index(0, 0), everything().loginRedirects.first()));
    m_draft->consentTexts().setTexts(everything().consentTexts);
    QCOMPARE(redirects().addText(everything().loginRedirects.join(u'\n')).rows, 0);
    QCOMPARE(written.count(), 0);
}

void TestDraftTable::problemsShowAtTheirRow()
{
    m_draft->setProblems({{Severity::Error, Gate::Save, ClientField::LoginRedirects, u"worst"_s, 1},
                          {Severity::Warning, Gate::None, ClientField::LoginRedirects, u"less"_s, 1},
                          {Severity::Error, Gate::Save, ClientField::LogoutRedirects, u"other table"_s, 0}});
    QCOMPARE(redirects().index(0, 0).data(DraftTable::SeverityRole).toInt(), -1);
    QCOMPARE(redirects().index(1, 0).data(DraftTable::SeverityRole).toInt(), int(Severity::Error));
    QCOMPARE(redirects().index(1, 0).data(Qt::AccessibleDescriptionRole).toString(), u"worst"_s);
    m_draft->setProblems({});
    QCOMPARE(redirects().index(1, 0).data(DraftTable::SeverityRole).toInt(), -1);
}

/// The window opens without.
void TestDraftTable::tablesAreMadeWhenSomethingIsOpened()
{
    const qsizetype connections = QSqlDatabase::connectionNames().size();
    auto draft = std::make_unique<ClientDraft>();
    draft->clear();
    draft->setLanguages({{u"1"_s, 1, u"en"_s, u"English"_s, false, true}});
    draft->setProblems({});
    QVERIFY(!draft->isModified());
    QCOMPARE(draft->typed(), ClientApplication());
    QCOMPARE(QSqlDatabase::connectionNames().size(), connections);
    draft->startNew();
    QCOMPARE(QSqlDatabase::connectionNames().size(), connections + 1);
    QCOMPARE(draft->consentTexts().rowCount(), 1);
    draft.reset();
    QCOMPARE(QSqlDatabase::connectionNames().size(), connections);
}

GATEHOUSE_TEST(TestDraftTable)
#include "tst_drafttable.moc"
