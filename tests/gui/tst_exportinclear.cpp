#include "../support/SealedClients.h"
#include "PageFixture.h"

#include "services/certificates/Certificates.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/common/Workplace.h"
#include "ui/transfer/ExportDialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// Secrets and signing keys in the dialog Export.
class TestExportInClear : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TaskRunner> m_tasks;
    std::unique_ptr<Workplace> m_workplace;
    std::unique_ptr<ExportDialog> m_dialog;
    QByteArray m_secret;

    QLineEdit *fileName() const { return field<QLineEdit>(*m_dialog, u"File name"_s); }
    QComboBox *format() const { return field<QComboBox>(*m_dialog, u"Format"_s); }
    QPushButton *exportButton() const { return field<QPushButton>(*m_dialog, u"Export"_s); }
    QCheckBox *secrets() const { return field<QCheckBox>(*m_dialog, u"Include secrets"_s); }
    QCheckBox *signingKeys() const { return field<QCheckBox>(*m_dialog, u"Include signing keys"_s); }
    MessageBar *messages() const { return m_dialog->findChild<MessageBar *>(); }
    void chooseFormat(const QString &name) const { format()->setCurrentIndex(format()->findData(name)); }
    QString path() const { return m_folder->filePath(u"out.json"_s); }
    QByteArray content() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// With encryption, a certificate and a client application that has an encrypted secret.
    void setUp()
    {
        const Encryption encryption = m_workplace->encryption();
        m_secret = generateSecret();
        const auto made =
            m_fixture->database()
                .run([&](Database &database) -> Result<ClientApplication> {
                    if (const auto created = encryption.create(database); !created)
                        return std::unexpected(created.error());
                    const auto certificate =
                        certificates::create(database, encryption, QDateTime::currentDateTimeUtc());
                    if (!certificate)
                        return std::unexpected(certificate.error());
                    const auto key = encryption.key(database).value();
                    const QString databaseId = store::loadEncryption(database).value().databaseId;
                    ClientApplication client = sealedClient(key, databaseId, u"shop"_s, 0);
                    client.title = u"Shop"_s;
                    client.loginRedirects = {u"https://shop.example.com/cb"_s};
                    client.enabled = true;
                    client.secrets = {sealedSecret(key, databaseId, client.key, secretCopy(m_secret), {},
                                                   QDateTime::currentDateTimeUtc(), {})
                                          .value()};
                    return editing(database,
                                   [&](EditSession &session) { return edit::save(session, client); });
                })
                .result();
        QVERIFY2(made, made ? "" : qPrintable(made.error().text));
    }

    void open()
    {
        m_dialog = std::make_unique<ExportDialog>(*m_workplace, QStringList());
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
        fileName()->setText(path());
    }
    void openReady()
    {
        setUp();
        open();
        QTRY_VERIFY(secrets()->isEnabled());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"gatehouse-test"_s);
        QCoreApplication::setApplicationName(u"tst_exportinclear"_s);
        QSettings::setDefaultFormat(QSettings::IniFormat);
    }

    void init()
    {
        Question::answerNext(9); // whoever asks without being expected to is told to change nothing
        m_fixture = std::make_unique<PageFixture>();
        m_folder = std::make_unique<QTemporaryDir>();
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->filePath(u"settings"_s));
        m_tasks = std::make_unique<TaskRunner>();
        m_workplace = std::make_unique<Workplace>(m_fixture->database(), *m_tasks, m_fixture->url(),
                                                  settingsIn(m_folder->path()));
    }

    void cleanup()
    {
        m_dialog.reset();
        m_workplace.reset();
        m_tasks.reset();
        m_fixture.reset();
        m_folder.reset();
    }

    void withoutAKeyItSaysWhy()
    {
        open();
        QTRY_VERIFY2(secrets()->toolTip().contains(u"Settings > Encryption"_s),
                     qPrintable(secrets()->toolTip()));
        for (const QCheckBox *box : {secrets(), signingKeys()}) {
            QVERIFY(!box->isEnabled() && !box->isChecked());
            QVERIFY(box->accessibleDescription().contains(u"Settings > Encryption"_s));
        }
        QCOMPARE(accessibilityFaults(*m_dialog).join(u'\n'), QString());
    }

    void signingKeysGoIntoOneFormat()
    {
        openReady();
        chooseFormat(u"oidc-provider"_s);
        QVERIFY(signingKeys()->isEnabled());
        signingKeys()->setChecked(true);
        chooseFormat(u"rfc7591"_s);
        QVERIFY(!signingKeys()->isEnabled() && !signingKeys()->isChecked());
        QVERIFY(signingKeys()->toolTip().contains(u"oidc-provider"_s));
        QVERIFY(secrets()->isEnabled());
    }

    void nothingIsIncludedUnasked()
    {
        openReady();
        chooseFormat(u"oidc-provider"_s);
        exportButton()->click();
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY(!Question::lastAsked());
        QVERIFY(content().contains("shop") && !content().contains(m_secret) && !content().contains("jwks"));
    }

    void askedAndRefused()
    {
        openReady();
        secrets()->setChecked(true);
        Question::answerNext(1);
        exportButton()->click();
        QVERIFY(Question::lastAsked());
        QVERIFY2(Question::lastAsked()->text.contains(u"secrets"_s), qPrintable(Question::lastAsked()->text));
        QVERIFY(exportButton()->isEnabled());
        QVERIFY(!QFile::exists(path()));
    }

    void secretsAndKeysOnce()
    {
        openReady();
        chooseFormat(u"oidc-provider"_s);
        secrets()->setChecked(true);
        signingKeys()->setChecked(true);
        Question::answerNext(0);
        exportButton()->click();
        QVERIFY(Question::lastAsked()->text.contains(u"signing keys"_s));
        QTRY_VERIFY2(messages()->isVisible(), "the export is done");
        QVERIFY2(content().contains(m_secret), qPrintable(messages()->text()));
        QVERIFY(content().contains("\"jwks\"") && content().contains("\"d\""));
        constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(QFile::permissions(path()), ownerOnly);
        QVERIFY(!secrets()->isChecked() && !signingKeys()->isChecked());
        open();
        QTRY_VERIFY(secrets()->isEnabled());
        QVERIFY(!secrets()->isChecked() && !signingKeys()->isChecked());
    }

    void theKeyIsGoneMeanwhile()
    {
        openReady();
        secrets()->setChecked(true);
        QVERIFY(QDir(m_folder->filePath(u"keys"_s)).removeRecursively());
        Question::answerNext(0);
        exportButton()->click();
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Error);
        QVERIFY(!QFile::exists(path()));
        QTRY_VERIFY(exportButton()->isEnabled());
    }
};

GATEHOUSE_TEST(TestExportInClear)
#include "tst_exportinclear.moc"
