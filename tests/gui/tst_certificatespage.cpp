#include "PageFixture.h"

#include "services/certificates/Certificates.h"
#include "services/tasks/TaskRunner.h"
#include "store/edit/SettingEdits.h"
#include "ui/common/FileField.h"
#include "ui/common/Icons.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/common/Workplace.h"
#include "ui/security/CertificateExportDialog.h"
#include "ui/security/CertificateListModel.h"
#include "ui/security/CertificatesPage.h"
#include "ui/signin/PasswordField.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

class TestCertificatesPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<TaskRunner> m_tasks;
    std::unique_ptr<Workplace> m_workplace;
    std::unique_ptr<CertificatesPage> m_page;

    QPushButton *button(const QString &text) const { return field<QPushButton>(*m_page, text); }
    QTableView *list() const { return m_page->findChild<QTableView *>(); }
    QString message() const { return m_page->findChild<MessageBar *>()->text(); }
    QStringList statuses() const
    {
        QStringList all;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            all << list()->model()->index(row, CertificateListModel::Status).data().toString();
        return all;
    }
    void rollOver()
    {
        Question::answerNext(0);
        button(u"Roll over…"_s)->click();
    }

private Q_SLOTS:
    void init();
    void cleanup();
    void isUsableByKeyboardAndScreenReader();
    void rollsOver();
    void signingOneIsNotRemoved();
    void exportsPublicKeys();
    void strangerIsRed();
    void savesTheSettings();
    void othersSettingsAreMerged();
};

void TestCertificatesPage::init()
{
    m_fixture = std::make_unique<PageFixture>();
    m_tasks = std::make_unique<TaskRunner>();
    const AppSettings file(m_fixture->path(u"appsettings.json"_s));
    EncryptionSettings local = AppSettings::standardEncryption();
    local.folder = m_fixture->path(u"keys"_s);
    QVERIFY(file.setEncryption(local));
    m_workplace = std::make_unique<Workplace>(m_fixture->database(), *m_tasks, m_fixture->url(), file);
    const auto done =
        m_fixture->database()
            .run([file](Database &database) {
                return certificates::setUp(database, Encryption(file), CertificateStorage::Database);
            })
            .result();
    QVERIFY2(done, qPrintable(done ? QString() : done.error().text));
    m_page = std::make_unique<CertificatesPage>(*m_workplace);
    m_page->show();
    m_page->refresh();
    new QAbstractItemModelTester(list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_page.get());
    QTRY_VERIFY(button(u"Roll over…"_s)->isEnabled());
}

void TestCertificatesPage::cleanup()
{
    m_page.reset();
    m_tasks.reset();
    m_fixture.reset();
}

void TestCertificatesPage::isUsableByKeyboardAndScreenReader()
{
    QCOMPARE(accessibilityFaults(*m_page).join(u'\n'), QString());
}

void TestCertificatesPage::rollsOver()
{
    rollOver();
    QTRY_COMPARE_WITH_TIMEOUT(statuses(), QStringList{u"Active"_s}, 30000);
    QTRY_VERIFY(button(u"Roll over…"_s)->isEnabled());
    rollOver();
    QTRY_COMPARE_WITH_TIMEOUT(statuses(), (QStringList{u"Active"_s, u"Next"_s}), 30000);
}

void TestCertificatesPage::signingOneIsNotRemoved()
{
    rollOver();
    QTRY_COMPARE_WITH_TIMEOUT(statuses(), QStringList{u"Active"_s}, 30000);
    list()->selectRow(0);
    QTRY_VERIFY(button(u"Export…"_s)->isEnabled());
    QVERIFY(!button(u"Remove…"_s)->isEnabled());
}

void TestCertificatesPage::exportsPublicKeys()
{
    rollOver();
    QTRY_COMPARE_WITH_TIMEOUT(statuses(), QStringList{u"Active"_s}, 30000);
    QTRY_VERIFY(button(u"Export…"_s)->isEnabled());
    button(u"Export…"_s)->click();
    auto *dialog = m_page->findChild<CertificateExportDialog *>();
    QVERIFY(dialog);
    auto *what = dialog->findChild<KeyComboBox *>();
    what->setKey(u"jwks"_s);
    Q_EMIT what->keyChosen(what->key());
    const QString path = m_fixture->path(u"jwks.json"_s);
    dialog->findChild<FileField *>()->setPath(path);
    dialog->accept();
    QTRY_VERIFY(message().contains(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray keys = file.readAll();
    QVERIFY(keys.contains("\"n\""));
    QVERIFY(!keys.contains("\"d\""));
}

/// In words and with an icon, too: not everybody sees red.
void TestCertificatesPage::strangerIsRed()
{
    QIcon::setThemeSearchPaths({u"/usr/share/icons"_s}); // which nobody sets without a desktop
    icons::followPalette(QApplication::palette());
    rollOver();
    QTRY_COMPARE_WITH_TIMEOUT(statuses(), QStringList{u"Active"_s}, 30000);
    QTRY_VERIFY(button(u"Roll over…"_s)->isEnabled());
    const QString thumbprint = list()->model()->index(0, CertificateListModel::Thumbprint).data().toString();
    const auto swapped =
        m_fixture->database()
            .run([](Database &database) {
                return database.execute(u"UPDATE signing_certificate SET certificate = 'MAMCAQU='"_s);
            })
            .result();
    QVERIFY(swapped);
    m_page->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(statuses(), QStringList{u"Refused"_s}, 30000);
    const QModelIndex status = list()->model()->index(0, CertificateListModel::Status);
    const QColor color = status.data(Qt::ForegroundRole).value<QColor>();
    QVERIFY(color.red() > color.green() && color.red() > color.blue());
    QVERIFY(!status.data(Qt::DecorationRole).value<QIcon>().isNull());
    QVERIFY(status.data(Qt::ToolTipRole).toString().contains(thumbprint.left(16)));
    const auto labels = m_page->findChildren<QLabel *>();
    const auto isRedHint = [&](const QLabel *label) {
        return label->text().contains(thumbprint.left(16)) &&
               label->palette().color(QPalette::WindowText) == color;
    };
    QTRY_VERIFY(std::ranges::any_of(labels, isRedHint));
    // What nobody can sign with may be removed.
    list()->selectRow(0);
    QTRY_VERIFY(button(u"Remove…"_s)->isEnabled());
}

void TestCertificatesPage::savesTheSettings()
{
    field<QSpinBox>(*m_page, u"Validity"_s)->setValue(365);
    QVERIFY(m_page->isModified());
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    QCOMPARE(m_fixture->stored(store::loadCertificateSettings).validityDays, 365);
}

void TestCertificatesPage::othersSettingsAreMerged()
{
    auto *validity = field<QSpinBox>(*m_page, u"Validity"_s);
    auto *lifetime = field<QSpinBox>(*m_page, u"Token lifetime"_s);
    validity->setValue(100);
    QVERIFY(m_fixture->elsewhere([](EditSession &session) {
        return store::loadCertificateSettings(session.database()).and_then([&](auto settings) {
            settings.tokenLifetimeHours = 7;
            return edit::setCertificateSettings(session, settings);
        });
    }));
    m_page->trigger(Page::Action::Save);
    const auto stored = [this] { return m_fixture->stored(store::loadCertificateSettings); };
    QTRY_COMPARE(stored().validityDays, 100);
    QCOMPARE(stored().tokenLifetimeHours, 7);
    QTRY_COMPARE(lifetime->value(), 7);
    QTRY_VERIFY(message().contains("Token lifetime is now \"7 h\""_L1));
    QVERIFY(!m_page->isModified());
}

GATEHOUSE_TEST(TestCertificatesPage)
#include "tst_certificatespage.moc"
