#include "../PageFixture.h"
#include "ClientFixture.h"

#include "draft/SecretTable.h"
#include "support/SealedClients.h"
#include "ui/PageActions.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/secrets/AddSecretDialog.h"
#include "ui/client/secrets/RevealSecretDialog.h"
#include "ui/client/secrets/SecretsTab.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// Encrypted secrets on the tab Secrets.
class TestSecretsTab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void withoutAKeyItSaysWhy();
    void addedSavedAndRevealed();
    void hashedOnesAreAddedAsBefore();
    void generatedOneIsTakenBeforeItIsAdded_data();
    void generatedOneIsTakenBeforeItIsAdded();
    void hashedOnesCannotBeRevealed();
    void newClientApplicationsHaveThemFromTheStart();
    void duplicatesHaveAnotherKey();
    void onlyTheHashIsKept();
    void revealIsRefused();
    void revealedForAWhileOnly();
    void revealedGoesAwayWithThePage();
    void aDamagedOneLeavesTheOthers();
    void theKeyMayBeReplacedMeanwhile();

private:
    void openPage(bool withKey);
    MessageBar *messages() { return m_page->findChild<MessageBar *>(); }
    SecretsTab *tab() { return m_page->findChild<SecretsTab *>(); }
    QTableView *secrets() { return tab()->findChild<QTableView *>(); }
    QPushButton *button(const QString &text);
    QString cell(int row, int column) { return secrets()->model()->index(row, column).data().toString(); }
    /// Adds one as a person does, and gives it in clear.
    QString addEncrypted();
    void save();
    RevealSecretDialog *reveal(int row);

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<ClientsPage> m_page;
};

void TestSecretsTab::init()
{
    Question::answerNext(9); // whoever asks without being expected to is told to change nothing
    m_fixture = std::make_unique<test::ClientFixture>();
    m_fixture->addWebClient(u"alpha"_s);
}

void TestSecretsTab::cleanup()
{
    m_page.reset();
    m_fixture.reset();
}

void TestSecretsTab::openPage(bool withKey)
{
    if (withKey)
        m_fixture->makeEncryptionKey();
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_page->refresh();
    QTRY_VERIFY(m_page->findChild<QTabWidget *>());
    QTRY_VERIFY(m_page->available().testFlag(Page::Action::AddSecret));
    QTRY_COMPARE(m_page->available().testFlag(Page::Action::AddEncryptedSecret), withKey);
    m_page->findChild<QTabWidget *>()->setCurrentIndex(1);
    QTRY_VERIFY(tab());
}

QPushButton *TestSecretsTab::button(const QString &text)
{
    for (auto *candidate : tab()->findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    qFatal("no button %s", qPrintable(text));
}

QString TestSecretsTab::addEncrypted()
{
    const int before = secrets()->model()->rowCount();
    m_page->trigger(Page::Action::AddEncryptedSecret);
    auto *dialog = tab()->findChild<AddSecretDialog *>();
    if (!dialog || dialog->windowTitle() != "Add secret (encrypted)"_L1)
        qFatal("no dialog");
    QString shown = dialog->findChild<QLineEdit *>()->text();
    shown.detach(); // the dialog wipes its own
    dialog->accept();
    if (!QTest::qWaitFor([&] { return secrets()->model()->rowCount() == before + 1; }))
        qFatal("%s", qPrintable(messages()->text()));
    return shown;
}

void TestSecretsTab::save()
{
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY2(!m_page->isModified(), qPrintable(messages()->text()));
}

RevealSecretDialog *TestSecretsTab::reveal(int row)
{
    secrets()->selectRow(row);
    Question::answerNext(0);
    button(u"Reveal"_s)->click();
    QPointer<RevealSecretDialog> dialog;
    const bool isThere =
        QTest::qWaitFor([&] { return bool(dialog = tab()->findChild<RevealSecretDialog *>()); });
    return isThere ? dialog.data() : nullptr;
}

void TestSecretsTab::withoutAKeyItSaysWhy()
{
    openPage(false);
    QTRY_VERIFY2(m_page->obstacle(Page::Action::AddEncryptedSecret).contains(u"Settings > Encryption"_s),
                 qPrintable(m_page->obstacle(Page::Action::AddEncryptedSecret)));
    PageActions actions(nullptr);
    actions.show(m_page.get());
    const QAction *action = actions[Page::Action::AddEncryptedSecret];
    QVERIFY(!action->isEnabled());
    QVERIFY(action->toolTip().contains(u"Settings > Encryption"_s));
    QVERIFY(action->statusTip().contains(u"Settings > Encryption"_s));
    QVERIFY(!button(u"Add secret (encrypted)"_s)->isEnabled());
    QVERIFY(button(u"Add secret (encrypted)"_s)->toolTip().contains(u"Settings > Encryption"_s));

    m_fixture->makeEncryptionKey();
    m_page->refresh();
    QTRY_VERIFY(m_page->available().testFlag(Page::Action::AddEncryptedSecret));
    actions.show(m_page.get());
    QVERIFY(action->isEnabled());
    QVERIFY(!action->toolTip().contains(u"Settings > Encryption"_s));
    QVERIFY(button(u"Add secret (encrypted)"_s)->isEnabled());
}

void TestSecretsTab::addedSavedAndRevealed()
{
    openPage(true);
    const QString secret = addEncrypted();
    QCOMPARE(secret.size(), 43);
    QCOMPARE(cell(1, SecretTable::Storage), u"Encrypted"_s);
    QCOMPARE(cell(0, SecretTable::Storage), u"Hashed"_s);
    QCOMPARE(cell(1, SecretTable::Status), u"Not saved yet"_s);
    save();
    QTRY_COMPARE(cell(1, SecretTable::Status), u"Usable"_s);
    const ClientSecret stored = m_fixture->stored(u"alpha"_s).secrets.last();
    QVERIFY(stored.isRecoverable());
    QVERIFY(!stored.sealed.contains(secret.toUtf8()));

    RevealSecretDialog *dialog = reveal(1);
    QVERIFY2(dialog, qPrintable(messages()->text()));
    QVERIFY(Question::lastAsked()->text.contains(stored.lastFour));
    auto *shown = dialog->findChild<QLineEdit *>();
    QCOMPARE(shown->text(), secret);
    QVERIFY(shown->isReadOnly());
    QCOMPARE(test::accessibilityFaults(*dialog).join(u'\n'), QString());
    for (auto *copy : dialog->findChildren<QPushButton *>()) {
        if (copy->text().remove(u'&') == "Copy"_L1)
            copy->click();
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), secret);
    dialog->reject();
    QTRY_VERIFY(!tab()->findChild<RevealSecretDialog *>());
}

void TestSecretsTab::hashedOnesAreAddedAsBefore()
{
    openPage(true);
    m_page->trigger(Page::Action::AddSecret);
    auto *dialog = tab()->findChild<AddSecretDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), u"Add secret"_s);
    dialog->accept();
    QTRY_COMPARE(secrets()->model()->rowCount(), 2);
    save();
    QVERIFY(!m_fixture->stored(u"alpha"_s).secrets.last().isRecoverable());
}

void TestSecretsTab::generatedOneIsTakenBeforeItIsAdded_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"copied", "marked", "typed", "generated again", "encrypted"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void TestSecretsTab::generatedOneIsTakenBeforeItIsAdded()
{
    QFETCH(const QString, how);
    const bool isEncrypted = how == "encrypted"_L1;
    AddSecretDialog dialog(
        isEncrypted ? AddSecretDialog::Storage::Encrypted : AddSecretDialog::Storage::Hashed, u"Web shop"_s);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    const auto buttonOf = [&](const QString &text) {
        const auto buttons = dialog.findChildren<QPushButton *>();
        return *std::ranges::find_if(
            buttons, [&](const QPushButton *one) { return QString(one->text()).remove(u'&') == text; });
    };
    QPushButton *add = buttonOf(u"Add secret"_s);
    auto *secret = dialog.findChild<QLineEdit *>();
    QCOMPARE(add->isEnabled(), isEncrypted);
    if (isEncrypted)
        return;
    QVERIFY2(add->toolTip().contains(u"Copy the secret first"_s), qPrintable(add->toolTip()));
    QCOMPARE(add->accessibleDescription(), add->toolTip());
    QVERIFY(std::ranges::any_of(dialog.findChildren<QLabel *>(),
                                [&](const QLabel *label) { return label->text() == add->toolTip(); }));
    QTest::keyClick(&dialog, Qt::Key_Return); // on Copy, which has the focus, or on nothing
    QVERIFY(dialog.isVisible());
    buttonOf(u"Generate"_s)->click();
    QVERIFY(!add->isEnabled());

    if (how == "copied"_L1) {
        buttonOf(u"Copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), secret->text());
    } else if (how == "marked"_L1) {
        secret->setFocus();
        secret->selectAll();
    } else if (how == "typed"_L1) {
        secret->clear();
        QTest::keyClicks(secret, u"kT7wq9Zr2mXv5Lb8Nc3Hd6Jf1Gs4Pa0Yq"_s);
    } else {
        buttonOf(u"Copy"_s)->click();
        buttonOf(u"Generate"_s)->click();
        QVERIFY(!add->isEnabled());
        return;
    }
    QVERIFY(add->isEnabled());
    QCOMPARE(add->toolTip(), QString());
}

void TestSecretsTab::hashedOnesCannotBeRevealed()
{
    openPage(true);
    secrets()->selectRow(0);
    QVERIFY(!button(u"Keep only the hash"_s)->isEnabled());
    button(u"Reveal"_s)->click();
    QVERIFY(messages()->isVisible());
    QVERIFY2(messages()->text().contains(u"cannot be converted"_s), qPrintable(messages()->text()));
    QVERIFY(!tab()->findChild<RevealSecretDialog *>());
}

void TestSecretsTab::newClientApplicationsHaveThemFromTheStart()
{
    openPage(true);
    m_page->trigger(Page::Action::Add);
    for (auto *edit : m_page->findChildren<QLineEdit *>()) {
        if (edit->property("column") == u"client_id"_s)
            QTest::keyClicks(edit, u"gamma"_s);
    }
    const QString secret = addEncrypted();
    RevealSecretDialog *before = reveal(0);
    QVERIFY2(before, qPrintable(messages()->text()));
    QCOMPARE(before->findChild<QLineEdit *>()->text(), secret);
    before->reject();
    QTRY_VERIFY(!tab()->findChild<RevealSecretDialog *>());
    save();
    QTRY_VERIFY(m_fixture->exists(u"gamma"_s));
    RevealSecretDialog *after = reveal(0);
    QVERIFY2(after, qPrintable(messages()->text()));
    QCOMPARE(after->findChild<QLineEdit *>()->text(), secret);
}

void TestSecretsTab::duplicatesHaveAnotherKey()
{
    openPage(true);
    addEncrypted();
    save();
    m_page->trigger(Page::Action::Duplicate);
    QCOMPARE(secrets()->model()->rowCount(), 0);
    const QString secret = addEncrypted();
    save();
    QTRY_VERIFY(m_fixture->exists(u"alpha-copy"_s));
    QVERIFY(m_fixture->stored(u"alpha-copy"_s).key != m_fixture->stored(u"alpha"_s).key);
    RevealSecretDialog *dialog = reveal(0);
    QVERIFY2(dialog, qPrintable(messages()->text()));
    QCOMPARE(dialog->findChild<QLineEdit *>()->text(), secret);
}

void TestSecretsTab::onlyTheHashIsKept()
{
    openPage(true);
    addEncrypted();
    save();
    const QString hash = m_fixture->stored(u"alpha"_s).secrets.last().hash;
    secrets()->selectAll();
    Question::answerNext(1);
    button(u"Keep only the hash"_s)->click();
    QVERIFY(!m_page->isModified());
    Question::answerNext(0);
    button(u"Keep only the hash"_s)->click();
    QCOMPARE(cell(1, SecretTable::Storage), u"Hashed"_s);
    QVERIFY(m_fixture->stored(u"alpha"_s).secrets.last().isRecoverable());
    save();
    const ClientSecret stored = m_fixture->stored(u"alpha"_s).secrets.last();
    QVERIFY(!stored.isRecoverable());
    QCOMPARE(stored.hash, hash);
}

void TestSecretsTab::revealIsRefused()
{
    openPage(true);
    addEncrypted();
    secrets()->selectRow(1);
    Question::answerNext(1);
    button(u"Reveal"_s)->click();
    QVERIFY(Question::lastAsked());
    QVERIFY(!QTest::qWaitFor([&] { return bool(tab()->findChild<RevealSecretDialog *>()); }, 200));
}

void TestSecretsTab::revealedForAWhileOnly()
{
    QWidget page;
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QPointer<RevealSecretDialog> dialog =
        new RevealSecretDialog(u"title"_s, secretCopy("in clear"), &page, std::chrono::seconds(1));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    QStringList texts;
    for (const auto *label : dialog->findChildren<QLabel *>())
        texts << label->text();
    QVERIFY2(texts.join(u'|').contains(u"Hidden again in 1 second"_s), qPrintable(texts.join(u'|')));
    QTRY_VERIFY(!dialog);
}

void TestSecretsTab::revealedGoesAwayWithThePage()
{
    openPage(true);
    addEncrypted();
    const QPointer<RevealSecretDialog> dialog = reveal(1);
    QVERIFY2(dialog, qPrintable(messages()->text()));
    m_page->hide();
    QTRY_VERIFY(!dialog);

    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    const QPointer<RevealSecretDialog> again = reveal(1);
    QVERIFY2(again, qPrintable(messages()->text()));
    again->hide(); // as the lock of the window does
    QCOMPARE(again->findChild<QLineEdit *>()->text(), QString());
    QTRY_VERIFY(!again);
}

void TestSecretsTab::aDamagedOneLeavesTheOthers()
{
    openPage(true);
    addEncrypted();
    const QString second = addEncrypted();
    save();
    const ClientSecret damaged = m_fixture->stored(u"alpha"_s).secrets.at(1);
    QVERIFY(m_fixture->thread()
                .run([&](Database &database) {
                    return database.execute(u"UPDATE client_secret SET sealed = substr(sealed, 1, "
                                            "length(sealed) - 8) WHERE id = ?"_s,
                                            {damaged.key});
                })
                .result());
    secrets()->selectRow(1);
    Question::answerNext(0);
    button(u"Reveal"_s)->click();
    QTRY_VERIFY(messages()->isVisible());
    QVERIFY2(messages()->text().contains(u"…"_s + damaged.lastFour), qPrintable(messages()->text()));
    QVERIFY(!tab()->findChild<RevealSecretDialog *>());
    RevealSecretDialog *dialog = reveal(2);
    QVERIFY2(dialog, qPrintable(messages()->text()));
    QCOMPARE(dialog->findChild<QLineEdit *>()->text(), second);
}

void TestSecretsTab::theKeyMayBeReplacedMeanwhile()
{
    openPage(true);
    const QString secret = addEncrypted();
    save();
    const auto replaced = m_fixture->thread()
                              .run([this](Database &database) {
                                  return m_fixture->workplace().encryption().replaceKey(database);
                              })
                              .result();
    QVERIFY2(replaced, replaced ? "" : qPrintable(replaced.error().text));
    RevealSecretDialog *dialog = reveal(1);
    QVERIFY2(dialog, qPrintable(messages()->text()));
    QCOMPARE(dialog->findChild<QLineEdit *>()->text(), secret);
}

GATEHOUSE_TEST(TestSecretsTab)
#include "tst_secretstab.moc"
