#include "ClientFixture.h"

#include "../PageFixture.h"
#include "domain/SecretMaker.h"
#include "services/security/Encryption.h"
#include "store/records/SecurityStore.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/list/ClientList.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/merge/MergeDialog.h"
#include "ui/tables/MergeTable.h"

#include <QAction>
#include <QLineEdit>
#include <QTabWidget>
#include <QUndoStack>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// What becomes of what is typed where somebody else saved, or deleted, the same client application.
class TestClientMerging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(), m_fixture.reset(); }

    void differentFieldsAreMerged();
    void rowsAreMerged();
    void theVerySameIsSaved();
    void sameFieldIsAsked_data();
    void sameFieldIsAsked();
    void oneByOneByKeyboard();
    void cancelKeepsEverything();
    void thirdSavesWhileItIsAsked();
    void mergedResultIsJudgedAndUndone();
    void deletedOneIsKeptAsNew_data();
    void deletedOneIsKeptAsNew();
    void deletedOneIsDropped();
    void deletingWhatWasChangedAsksAgain_data();
    void deletingWhatWasChangedAsksAgain();

private:
    MessageBar *messages() { return m_page->findChild<MessageBar *>(); }
    MergeDialog *dialog() { return m_page->findChild<MergeDialog *>(); }
    MergeModel &rows() { return dialog()->findChild<MergeTable *>()->mergeModel(); }
    QString cell(int row, int column) { return rows().index(row, column).data().toString(); }
    QAbstractButton *button(const QString &text) { return test::field<QAbstractButton>(*dialog(), text); }
    QLineEdit *field(QLatin1StringView column);
    ClientApplication stored() { return m_fixture->stored(u"alpha"_s); }
    void change(const std::function<void(ClientApplication &)> &what);
    void removeElsewhere();
    void choose(const QString &action);
    bool says(const QString &text) { return messages()->isVisible() && messages()->text().contains(text); }

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<ClientsPage> m_page;
};

void TestClientMerging::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    m_fixture->addWebClient(u"alpha"_s);
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_page->refresh();
    QTRY_VERIFY(m_page->findChild<QTabWidget *>());
    QTRY_COMPARE(field("client_id"_L1)->text(), u"alpha"_s);
}

QLineEdit *TestClientMerging::field(QLatin1StringView column)
{
    for (QLineEdit *edit : m_page->findChildren<QLineEdit *>()) {
        if (edit->property("column").toString() == column)
            return edit;
    }
    qFatal("no such field");
}

void TestClientMerging::change(const std::function<void(ClientApplication &)> &what)
{
    ClientApplication theirs = stored();
    what(theirs);
    m_fixture->save(theirs);
}

void TestClientMerging::removeElsewhere()
{
    const auto removed =
        m_fixture->thread()
            .run([theirs = stored()](Database &database) {
                return editing(database, [&](EditSession &session) { return edit::remove(session, theirs); });
            })
            .result();
    QVERIFY(removed);
}

void TestClientMerging::choose(const QString &action)
{
    for (QAction *one : messages()->actions()) {
        if (one->text() == action)
            return one->trigger();
    }
    QFAIL("no such action");
}

void TestClientMerging::differentFieldsAreMerged()
{
    field("logo_uri"_L1)->setText(u"https://mine.example/logo.png"_s);
    change([](ClientApplication &client) { client.title = u"Theirs"_s; });
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(stored().logoUri, u"https://mine.example/logo.png"_s);
    QCOMPARE(stored().title, u"Theirs"_s);
    QTRY_VERIFY(says(u"Title is now \"Theirs\""_s));
    QVERIFY(!dialog());
    QVERIFY(!m_page->isModified());
    QCOMPARE(field("title"_L1)->text(), u"Theirs"_s);
}

void TestClientMerging::rowsAreMerged()
{
    m_page->goTo(ClientField::LoginRedirects, 0);
    auto *redirects = qobject_cast<QTableView *>(QApplication::focusWidget());
    QVERIFY(redirects);
    redirects->model()->setData(redirects->model()->index(0, 0), u"https://mine.example/cb"_s);
    const QString before = stored().loginRedirects.first();
    change([](ClientApplication &client) { client.loginRedirects << u"https://theirs.example/cb"_s; });
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(stored().loginRedirects,
                 (QStringList{u"https://mine.example/cb"_s, u"https://theirs.example/cb"_s}));
    QTRY_COMPARE(redirects->model()->rowCount(), 2);
    QVERIFY(!stored().loginRedirects.contains(before));
}

void TestClientMerging::theVerySameIsSaved()
{
    field("title"_L1)->setText(u"Ours"_s);
    change([](ClientApplication &client) { client.title = u"Ours"_s; });
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    QVERIFY(!messages()->isVisible());
    QVERIFY(!dialog());
}

void TestClientMerging::sameFieldIsAsked_data()
{
    QTest::addColumn<QString>("choice");
    QTest::addColumn<QString>("title");
    QTest::newRow("mine") << u"Keep mine in all"_s << u"Mine"_s;
    QTest::newRow("theirs") << u"Take theirs in all"_s << u"Theirs"_s;
}

void TestClientMerging::sameFieldIsAsked()
{
    QFETCH(const QString, choice);
    QFETCH(const QString, title);
    field("title"_L1)->setText(u"Mine"_s);
    field("logo_uri"_L1)->setText(u"https://mine.example/logo.png"_s);
    change([](ClientApplication &client) {
        client.title = u"Theirs"_s;
        client.description = u"Theirs, too"_s;
    });
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(dialog());
    QStringList faults = test::accessibilityFaults(*dialog());
    faults.removeAll(u"no mnemonic: Cancel"_s); // has Escape
    QCOMPARE(faults, QStringList());
    QCOMPARE(rows().rowCount(), 3);
    const QStringList first{cell(0, 0), cell(0, 1), cell(0, 2), cell(0, 3), cell(0, 4)};
    QCOMPARE(first, (QStringList{u"Title"_s, u"Title of alpha"_s, u"Theirs"_s, u"Mine"_s, u"Choose…"_s}));
    auto *table = dialog()->findChild<MergeTable *>();
    QVERIFY(!table->isRowHidden(0) && table->isRowHidden(1) && table->isRowHidden(2));
    test::field<QAbstractButton>(*dialog(), u"Show what is merged already (2)"_s)->click();
    QVERIFY(!table->isRowHidden(1) && !table->isRowHidden(2));
    QVERIFY(!button(u"Save"_s)->isEnabled());
    button(choice)->click();
    button(u"Save"_s)->click();
    QTRY_COMPARE(stored().logoUri, u"https://mine.example/logo.png"_s);
    QCOMPARE(stored().title, title);
    QCOMPARE(stored().description, u"Theirs, too"_s);
    QTRY_VERIFY(!m_page->isModified());
}

void TestClientMerging::oneByOneByKeyboard()
{
    field("title"_L1)->setText(u"Mine"_s);
    change([](ClientApplication &client) { client.title = u"Theirs"_s; });
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(dialog());
    QVERIFY(QTest::qWaitForWindowExposed(dialog()));
    rows().setData(rows().index(0, MergeModel::Chosen), u"there"_s, Qt::EditRole);
    QCOMPARE(cell(0, MergeModel::Chosen), u"Take theirs"_s);
    QVERIFY(button(u"Save"_s)->isEnabled());
    rows().setData(rows().index(0, MergeModel::Chosen), u"here"_s, Qt::EditRole);
    button(u"Save"_s)->click();
    QTRY_COMPARE(stored().title, u"Mine"_s);
}

void TestClientMerging::cancelKeepsEverything()
{
    field("title"_L1)->setText(u"Mine"_s);
    field("logo_uri"_L1)->setText(u"https://mine.example/logo.png"_s);
    change([](ClientApplication &client) { client.title = u"Theirs"_s; });
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(dialog());
    dialog()->reject();
    QTRY_VERIFY(says(u"What you typed is kept"_s));
    QCOMPARE(field("title"_L1)->text(), u"Mine"_s);
    QCOMPARE(field("logo_uri"_L1)->text(), u"https://mine.example/logo.png"_s);
    QVERIFY(m_page->undoStack()->canUndo());
    QCOMPARE(stored().title, u"Theirs"_s);
    QTRY_VERIFY(!dialog());
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(dialog());
    QCOMPARE(cell(0, 1), u"Title of alpha"_s);
}

void TestClientMerging::thirdSavesWhileItIsAsked()
{
    field("title"_L1)->setText(u"Mine"_s);
    change([](ClientApplication &client) { client.title = u"Theirs"_s; });
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(dialog());
    change([](ClientApplication &client) { client.description = u"Of the third"_s; });
    button(u"Keep mine in all"_s)->click();
    button(u"Save"_s)->click();
    QTRY_COMPARE(stored().title, u"Mine"_s); // what was chosen holds for what is the same
    QCOMPARE(stored().description, u"Of the third"_s);
    QTRY_VERIFY(!m_page->isModified());
    QTRY_VERIFY(!dialog());

    field("title"_L1)->setText(u"Mine again"_s);
    change([](ClientApplication &client) { client.title = u"Theirs again"_s; });
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(dialog());
    change([](ClientApplication &client) { client.title = u"The third's"_s; });
    button(u"Keep mine in all"_s)->click();
    MergeDialog *first = dialog();
    button(u"Save"_s)->click();
    QTRY_VERIFY(dialog() && dialog() != first);
    QCOMPARE(cell(0, 1), u"Theirs again"_s);
    QCOMPARE(cell(0, 2), u"The third's"_s);
    QCOMPARE(cell(0, 3), u"Mine again"_s);
}

void TestClientMerging::mergedResultIsJudgedAndUndone()
{
    change([](ClientApplication &client) { client.enabled = false; });
    m_page->refresh();
    auto *enabled = test::field<QAbstractButton>(*m_page, u"Enabled"_s);
    QTRY_VERIFY(enabled && !enabled->isChecked() && enabled->isEnabled());
    enabled->click();
    const QStringList before = stored().loginRedirects;
    change([](ClientApplication &client) { client.loginRedirects.clear(); });
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(says(u"Not saved."_s));
    QVERIFY(m_page->isModified());
    QVERIFY(!stored().enabled);
    QCOMPARE(m_page->undoStack()->undoText(), u"merge with what somebody else saved"_s);
    m_page->undoStack()->undo();
    QTRY_VERIFY(!says(u"Not saved."_s));
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(stored().enabled);
    QCOMPARE(stored().loginRedirects, before);
}

void TestClientMerging::deletedOneIsKeptAsNew_data()
{
    QTest::addColumn<bool>("isKeyAway");
    QTest::addColumn<bool>("isHashEnough");
    QTest::newRow("sealed again") << false << false;
    QTest::newRow("once the key is there again") << true << false;
    QTest::newRow("by its hash alone, as was chosen") << true << true;
}

void TestClientMerging::deletedOneIsKeptAsNew()
{
    QFETCH(const bool, isKeyAway);
    QFETCH(const bool, isHashEnough);
    m_fixture->makeEncryptionKey();
    const Encryption encryption = m_fixture->workplace().encryption();
    const QString clear = u"a-secret-that-nobody-can-guess-0123456789"_s;
    const ClientApplication before = stored();
    const auto sealed = m_fixture->thread()
                            .run([&](Database &database) {
                                return encryption.key(database).and_then([&](const EncryptionKeyBytes &key) {
                                    return sealedSecret(key, store::loadEncryption(database)->databaseId,
                                                        before.key, secretCopy(clear.toUtf8()), u"kept"_s,
                                                        QDateTime::currentDateTimeUtc(), {});
                                });
                            })
                            .result();
    QVERIFY(sealed);
    change([&](ClientApplication &client) { client.secrets << *sealed; });
    m_page->refresh();
    test::HeldBack(m_fixture->thread()).letGo();
    field("title"_L1)->setText(u"Mine"_s);
    removeElsewhere();
    const AppSettings settings = m_fixture->workplace().settings;
    if (isKeyAway)
        m_fixture->workplace().settings = AppSettings(m_fixture->path(u"other.json"_s));
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(says(u"deleted by somebody else"_s));
    choose(u"Keep as new"_s);
    if (isKeyAway) {
        QTRY_VERIFY(says(u"of a hash nobody could read them again: …"_s + sealed->lastFour));
        QVERIFY(!m_fixture->exists(u"alpha"_s));
        QVERIFY(m_page->isModified());
        QCOMPARE(field("title"_L1)->text(), u"Mine"_s);
        if (!isHashEnough)
            m_fixture->workplace().settings = settings;
        choose(isHashEnough ? u"Keep only hashes"_s : u"Keep as new"_s);
    }
    QTRY_VERIFY(m_fixture->exists(u"alpha"_s));
    const ClientApplication now = stored();
    QCOMPARE(now.title, u"Mine"_s);
    QVERIFY(now.key != before.key);
    QCOMPARE(now.loginRedirects, before.loginRedirects);
    const auto kept = std::ranges::find(now.secrets, sealed->hash, &ClientSecret::hash);
    QVERIFY(kept != now.secrets.end());
    QVERIFY(kept->key != sealed->key);
    QTRY_VERIFY(says(u"saved as a new client application"_s));
    QCOMPARE(says(u"the hash alone is kept"_s), isHashEnough);
    QVERIFY(!says(clear));
    QCOMPARE(kept->isRecoverable(), !isHashEnough);
    if (isHashEnough)
        return;
    const auto opened =
        m_fixture->thread()
            .run([&](Database &database) {
                return encryption.key(database).and_then([&](const EncryptionKeyBytes &key) {
                    return revealedSecret(key, store::loadEncryption(database)->databaseId, now.key, *kept);
                });
            })
            .result();
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().text));
    QCOMPARE(opened->toByteArray(), clear.toUtf8());
}

void TestClientMerging::deletedOneIsDropped()
{
    field("title"_L1)->setText(u"Mine"_s);
    removeElsewhere();
    m_page->refresh();
    QTRY_VERIFY(says(u"deleted by somebody else"_s));
    choose(u"Drop"_s);
    QVERIFY(!messages()->isVisible());
    QTRY_VERIFY(!m_page->isModified());
    QVERIFY(!m_fixture->exists(u"alpha"_s));
}

void TestClientMerging::deletingWhatWasChangedAsksAgain_data()
{
    QTest::addColumn<int>("answer");
    QTest::newRow("deleted all the same") << 0;
    QTest::newRow("kept") << 1;
}

void TestClientMerging::deletingWhatWasChangedAsksAgain()
{
    QFETCH(const int, answer);
    change([](ClientApplication &client) { client.title = u"Theirs"_s; });
    Question::answerNext(0);
    m_page->trigger(Page::Action::Delete);
    QVERIFY(Question::lastAsked());
    Question::answerNext(answer);
    QTRY_VERIFY(Question::lastAsked());
    QVERIFY2(Question::lastAsked()->details.contains(u"Title is now \"Theirs\""_s),
             qPrintable(Question::lastAsked()->details));
    if (answer == 0)
        QTRY_VERIFY(!m_fixture->exists(u"alpha"_s));
    else
        QTRY_COMPARE(field("title"_L1)->text(), u"Theirs"_s);
    QCOMPARE(m_fixture->exists(u"alpha"_s), answer != 0);
}

GATEHOUSE_TEST(TestClientMerging)
#include "tst_clientmerging.moc"
