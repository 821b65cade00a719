#include "PageFixture.h"

#include "services/security/Encryption.h"
#include "services/tasks/TaskRunner.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/common/Workplace.h"
#include "ui/security/EncryptionPage.h"
#include "ui/security/PassphraseDialog.h"
#include "ui/signin/PasswordField.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

class TestEncryptionPage : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<TaskRunner> m_tasks;
    std::unique_ptr<Workplace> m_workplace;
    std::unique_ptr<EncryptionPage> m_page;

    QPushButton *button(const QString &text) const
    {
        const auto buttons = m_page->findChildren<QPushButton *>();
        const auto found = std::ranges::find_if(
            buttons, [&](const QPushButton *one) { return QString(one->text()).remove(u'&') == text; });
        return found == buttons.end() ? nullptr : *found;
    }
    QString message() const { return m_page->findChild<MessageBar *>()->text(); }
    bool isShown(const QString &text) const
    {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *one) { return one->text().contains(text); });
    }
    QStringList keyFiles() const { return QDir(m_folder.filePath(u"keys"_s)).entryList(QDir::Files); }
    EncryptionSettings settings() const
    {
        EncryptionSettings local = AppSettings::standardEncryption();
        local.folder = m_folder.filePath(u"keys"_s);
        return local;
    }
    PassphraseDialog *dialog() const { return m_page->findChild<PassphraseDialog *>(); }
    void answer(const QString &path, const QString &passphrase)
    {
        dialog()->file().setPath(path);
        const auto fields = dialog()->findChildren<PasswordField *>();
        for (PasswordField *field : fields)
            field->setText(passphrase);
        auto *accept = dialog()->findChild<QDialogButtonBox *>()->buttons().first();
        for (QAbstractButton *one : dialog()->findChild<QDialogButtonBox *>()->buttons()) {
            if (dialog()->findChild<QDialogButtonBox *>()->buttonRole(one) == QDialogButtonBox::AcceptRole)
                accept = one;
        }
        QVERIFY(accept->isEnabled());
        accept->click();
    }

private Q_SLOTS:
    void init();
    void cleanup();
    void isUsableByKeyboardAndScreenReader();
    void createsTheFirstKey();
    void replacesTheKey();
    void backsUpAndRestores();
    void movesTheKey();
};

void TestEncryptionPage::init()
{
    QDir(m_folder.path()).removeRecursively();
    QDir().mkpath(m_folder.path());
    m_fixture = std::make_unique<PageFixture>();
    m_tasks = std::make_unique<TaskRunner>();
    const AppSettings file(m_folder.filePath(u"appsettings.json"_s));
    QVERIFY(file.setEncryption(settings()));
    m_workplace = std::make_unique<Workplace>(m_fixture->database(), *m_tasks, m_fixture->url(), file);
    m_page = std::make_unique<EncryptionPage>(*m_workplace);
    m_page->show();
    m_page->refresh();
    QTRY_VERIFY(isShown(u"Encryption is not set up"_s));
}

void TestEncryptionPage::cleanup()
{
    m_page.reset();
    m_tasks.reset();
    m_fixture.reset();
}

void TestEncryptionPage::isUsableByKeyboardAndScreenReader()
{
    QCOMPARE(accessibilityFaults(*m_page).join(u'\n'), QString());
}

void TestEncryptionPage::createsTheFirstKey()
{
    QVERIFY(!button(u"Replace key…"_s)->isEnabled());
    button(u"Create key"_s)->click();
    QTRY_VERIFY(isShown(u"Encryption is ready"_s));
    QCOMPARE(keyFiles().size(), 1);
    QVERIFY(!button(u"Create key"_s)->isVisible());
    button(u"Check"_s)->click();
    QTRY_VERIFY(message().contains(u"it is the one of this database"_s));
}

void TestEncryptionPage::replacesTheKey()
{
    button(u"Create key"_s)->click();
    QTRY_VERIFY(isShown(u"Encryption is ready"_s));
    const QStringList before = keyFiles();
    Question::answerNext(1);
    button(u"Replace key…"_s)->click();
    QCOMPARE(keyFiles(), before);
    Question::answerNext(0);
    button(u"Replace key…"_s)->click();
    QTRY_VERIFY(message().contains(u"is replaced"_s));
    QCOMPARE(keyFiles().size(), 2); // the old one stays for backups of the database
    QVERIFY(keyFiles().contains(before.first()));
}

void TestEncryptionPage::backsUpAndRestores()
{
    button(u"Create key"_s)->click();
    QTRY_VERIFY(isShown(u"Encryption is ready"_s));
    const QString backup = m_folder.filePath(u"backup.gatehouse-key"_s);
    button(u"Back up key…"_s)->click();
    answer(backup, u"Zomer!2026-lang?"_s);
    QTRY_VERIFY(message().contains(u"is backed up"_s));
    QCOMPARE(QFileInfo(backup).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

    const QString key = keyFiles().first();
    QVERIFY(QFile::remove(m_folder.filePath(u"keys/"_s + key)));
    button(u"Check"_s)->click();
    QTRY_VERIFY(button(u"Restore key…"_s)->isEnabled());
    button(u"Restore key…"_s)->click();
    answer(backup, u"Another!2026-lang?"_s);
    QTRY_VERIFY(m_page->findChild<MessageBar *>()->messageType() == MessageBar::Error);
    QVERIFY(keyFiles().isEmpty());
    QTRY_VERIFY(!dialog() && button(u"Restore key…"_s)->isEnabled());
    button(u"Restore key…"_s)->click();
    answer(backup, u"Zomer!2026-lang?"_s);
    QTRY_VERIFY(isShown(u"Encryption is ready"_s));
    QCOMPARE(keyFiles(), QStringList{key});
}

void TestEncryptionPage::movesTheKey()
{
    button(u"Create key"_s)->click();
    QTRY_VERIFY(isShown(u"Encryption is ready"_s));
    const QStringList before = keyFiles();
    field<QLineEdit>(*m_page, u"Folder"_s)->setText(m_folder.filePath(u"elsewhere"_s));
    QVERIFY(m_page->isModified());
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    QVERIFY(keyFiles().isEmpty());
    QCOMPARE(QDir(m_folder.filePath(u"elsewhere"_s)).entryList(QDir::Files), before);
    QTRY_VERIFY(isShown(u"Encryption is ready"_s));
}

GATEHOUSE_TEST(TestEncryptionPage)
#include "tst_encryptionpage.moc"
