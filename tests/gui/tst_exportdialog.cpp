#include "PageFixture.h"

#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/common/Workplace.h"
#include "ui/transfer/ExportDialog.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

class TestExportDialog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<TaskRunner> m_tasks;
    std::unique_ptr<Workplace> m_workplace;
    std::unique_ptr<ExportDialog> m_dialog;
    QStringList m_keys;

    void addClient(const QString &id)
    {
        const auto saved = m_fixture->elsewhere([&](EditSession &session) {
            ClientApplication client;
            client.clientId = id;
            client.title = u"Title of "_s + id;
            client.requireConsent = true;
            client.loginRedirects = {u"https://app.example.com/cb"_s};
            client.secrets = {{.hash = u"K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols="_s,
                               .lastFour = u"cret"_s,
                               .created = QDateTime(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::UTC)}};
            client.enabled = true;
            return edit::save(session, client);
        });
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().text));
        m_keys << saved->key;
    }

    void open(const QStringList &keys)
    {
        m_dialog = std::make_unique<ExportDialog>(*m_workplace, keys);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    }

    QLineEdit *fileName() const { return field<QLineEdit>(*m_dialog, u"File name"_s); }
    QComboBox *format() const { return field<QComboBox>(*m_dialog, u"Format"_s); }
    QPushButton *exportButton() const { return field<QPushButton>(*m_dialog, u"Export"_s); }
    MessageBar *messages() const { return m_dialog->findChild<MessageBar *>(); }
    QPlainTextEdit *preview() const { return field<QPlainTextEdit>(*m_dialog, u"Preview"_s); }
    QPushButton *copyButton() const { return field<QPushButton>(*m_dialog, u"Copy"_s); }
    QTableView *losses() const { return m_dialog->findChild<QTableView *>(); }
    void chooseFormat(const QString &name) const { format()->setCurrentIndex(format()->findData(name)); }

    static QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"gatehouse-test"_s);
        QCoreApplication::setApplicationName(u"tst_exportdialog"_s);
    }

    void init()
    {
        Question::answerNext(2); // whoever asks without being expected to is told to change nothing
        m_fixture = std::make_unique<PageFixture>();
        m_tasks = std::make_unique<TaskRunner>();
        m_workplace = std::make_unique<Workplace>(m_fixture->database(), *m_tasks, m_fixture->url(),
                                                  AppSettings(m_fixture->path(u"appsettings.json"_s)));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_fixture->path(u"settings"_s));
        m_keys.clear();
        for (const auto &id : {u"one"_s, u"two"_s, u"three"_s})
            addClient(id);
    }

    void cleanup()
    {
        m_dialog.reset();
        m_tasks.reset();
        m_fixture.reset();
    }

    void isUsableByKeyboardAndScreenReader()
    {
        open(m_keys);
        QCOMPARE(accessibilityFaults(*m_dialog).join(u'\n'), QString());
    }

    void offersTheSelectionFirst()
    {
        open({});
        QVERIFY(field<QRadioButton>(*m_dialog, u"All client applications"_s)->isChecked());
        QVERIFY(!field<QRadioButton>(*m_dialog, u"Selected client applications (0)"_s)->isEnabled());
        open(m_keys.first(2));
        QVERIFY(field<QRadioButton>(*m_dialog, u"Selected client applications (2)"_s)->isChecked());
    }

    void oneIsNamed_data()
    {
        QTest::addColumn<QString>("clientId");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"order-desk"_s << u"Client application \"order-desk\""_s;
        QTest::newRow("ampersand") << u"a&b"_s << u"Client application \"a&b\""_s;
    }

    void oneIsNamed()
    {
        QFETCH(const QString, clientId);
        QFETCH(const QString, shown);
        const QList names{store::ClientName{m_keys.first(), clientId}};
        m_dialog = std::make_unique<ExportDialog>(*m_workplace, ClientTarget(names));
        QString text = m_dialog->findChildren<QRadioButton *>().last()->text();
        text.replace("&&"_L1, "\n"_L1).remove(u'&').replace(u'\n', u'&');
        QCOMPARE(text, shown);
        QCOMPARE(accessibilityFaults(*m_dialog).join(u'\n'), QString());
    }

    void exportsEverythingWithoutLoss()
    {
        open({});
        const QString path = m_fixture->path(u"all.json"_s);
        chooseFormat(u"gatehouse"_s);
        fileName()->setText(path);
        exportButton()->click();
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Positive);
        QVERIFY2(messages()->text().contains(path), qPrintable(messages()->text()));
        QVERIFY2(messages()->text().contains("3 client application"_L1), qPrintable(messages()->text()));
        QVERIFY(!losses()->isVisible());
        const QByteArray written = content(path);
        QVERIFY(QJsonDocument::fromJson(written).isObject());
        for (const auto *id : {"\"one\"", "\"two\"", "\"three\""})
            QVERIFY(written.contains(id));
    }

    void exportsTheSelectionWithItsLosses()
    {
        open({m_keys.at(1)});
        new QAbstractItemModelTester(losses()->model(),
                                     QAbstractItemModelTester::FailureReportingMode::QtTest, m_dialog.get());
        const QString path = m_fixture->path(u"two.json"_s);
        chooseFormat(u"rfc7591"_s);
        fileName()->setText(path);
        QTest::keyClick(fileName(), Qt::Key_Return);
        QTRY_VERIFY(messages()->isVisible());
        const QJsonArray clients = QJsonDocument::fromJson(content(path)).array();
        QCOMPARE(clients.size(), 1);
        QCOMPARE(clients.first().toObject().value("client_id"_L1).toString(), u"two"_s);

        QVERIFY(losses()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Warning);
        const int count = losses()->model()->rowCount();
        QVERIFY(count > 0);
        QVERIFY2(messages()->text().contains(QString::number(count)), qPrintable(messages()->text()));
        QStringList fields;
        for (int row = 0; row < count; ++row) {
            QCOMPARE(losses()->model()->index(row, 0).data().toString(), u"two"_s);
            fields << losses()->model()->index(row, 1).data().toString();
            QVERIFY(!losses()->model()->index(row, 2).data().toString().isEmpty());
        }
        QVERIFY2(fields.contains("Require consent"_L1), qPrintable(fields.join(u',')));
    }

    void previewsWhatWouldBeWritten()
    {
        open({m_keys.at(1)});
        chooseFormat(u"rfc7591"_s);
        QTRY_COMPARE(QJsonDocument::fromJson(preview()->toPlainText().toUtf8()).array().size(), 1);
        QTRY_VERIFY(losses()->isVisible());
        const QString path = m_fixture->path(u"previewed.json"_s);
        fileName()->setText(path);
        exportButton()->click();
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(content(path), preview()->toPlainText().toUtf8());
        QTRY_VERIFY(copyButton()->isEnabled());
        copyButton()->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), preview()->toPlainText());

        chooseFormat(u"gatehouse"_s);
        QTRY_VERIFY(preview()->toPlainText().contains("\"format\": \"gatehouse\""_L1));
        QTRY_VERIFY(!losses()->isVisible());
        field<QRadioButton>(*m_dialog, u"All client applications"_s)->click();
        QTRY_VERIFY(preview()->toPlainText().contains("\"three\""_L1));
    }

    void previewOfManyIsTheirBeginning()
    {
        QVERIFY(m_fixture->elsewhere([&](EditSession &session) -> Result<void> {
            if (const auto unlimited = edit::setLicenceLimit(session, std::nullopt); !unlimited)
                return std::unexpected(unlimited.error());
            for (int i = 0; i < 100; ++i) {
                ClientApplication client;
                client.clientId = u"client-%1"_s.arg(i);
                client.title = u"x"_s.repeated(200);
                if (const auto saved = edit::save(session, client); !saved)
                    return std::unexpected(saved.error());
            }
            return {};
        }));
        open({});
        chooseFormat(u"gatehouse"_s);
        const auto entry = m_fixture->stored(store::loadLastAuditEntry);
        QTRY_VERIFY(preview()->toPlainText().size() > 60'000);
        QVERIFY(preview()->toPlainText().size() <= 64 * 1024);
        QVERIFY(!copyButton()->isEnabled());
        // What is not shown is counted; looking is no export.
        const auto isCounted = [](const QLabel *label) { return label->text().contains("103 of"_L1); };
        QTRY_VERIFY(std::ranges::any_of(m_dialog->findChildren<QLabel *>(), isCounted));
        chooseFormat(u"rfc7591"_s);
        QTRY_VERIFY(std::ranges::any_of(m_dialog->findChildren<QLabel *>(), [](const QLabel *label) {
            return label->text().contains("3 of 103"_L1);
        }));
        QCOMPARE(m_fixture->stored(store::loadLastAuditEntry), entry);
    }

    void asksBeforeAFileIsReplaced()
    {
        open({});
        const QString path = m_fixture->path(u"there.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("precious");
        file.close();
        fileName()->setText(path);
        Question::answerNext(1);
        exportButton()->click();
        QTRY_VERIFY(Question::lastAsked());
        const auto asked = Question::lastAsked();
        QVERIFY(asked->text.contains("there.json"_L1));
        QTRY_VERIFY(exportButton()->isEnabled());
        QCOMPARE(content(path), QByteArray("precious"));

        Question::answerNext(0);
        exportButton()->click();
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY(content(path).contains("\"one\""));
    }

    void aPlaceThatCannotBeWrittenIsTold()
    {
        open({});
        const QString path = m_fixture->path(u"missing/folder/x.json"_s);
        fileName()->setText(path);
        exportButton()->click();
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Error);
        QVERIFY(messages()->text().contains(path));
        QCOMPARE(fileName()->text(), path);
        QVERIFY(fileName()->hasFocus());
        QVERIFY(!QFile::exists(path));
    }

    void nothingCanBeExportedWithoutAFileName()
    {
        open({});
        fileName()->clear();
        QVERIFY(!exportButton()->isEnabled());
    }

    void cancelWritesNothing()
    {
        open({});
        const QString path = m_fixture->path(u"cancelled.json"_s);
        fileName()->setText(path);
        QSemaphore look;
        QSemaphore write;
        bool hasLooked = false;
        m_fixture->holdBack(look);
        exportButton()->click();
        m_fixture->database().run(store::loadLicence).then(this, [&](const Result<store::Licence> &) {
            hasLooked = true;
        });
        m_fixture->holdBack(write);
        QVERIFY(!exportButton()->isEnabled() && !fileName()->isEnabled());
        QVERIFY(field<QPushButton>(*m_dialog, u"Cancel"_s)->isVisible());
        look.release();
        QTRY_VERIFY(hasLooked);
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(m_dialog->isVisible());
        write.release();
        QTRY_VERIFY(exportButton()->isEnabled());
        QVERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Information);
        QVERIFY(!QFile::exists(path));
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
    }

    void remembersFormatAndFolder()
    {
        open({});
        chooseFormat(u"rfc7591"_s);
        const QString path = m_fixture->path(u"x.json"_s);
        fileName()->setText(path);
        exportButton()->click();
        QTRY_VERIFY(messages()->isVisible());
        open({});
        QCOMPARE(format()->currentData().toString(), u"rfc7591"_s);
        QCOMPARE(fileName()->text(), m_fixture->path(u"client-applications.rfc7591.json"_s));
        chooseFormat(u"gatehouse"_s);
        QCOMPARE(fileName()->text(), m_fixture->path(u"client-applications.gatehouse.json"_s));
        fileName()->setText(u"my own name"_s);
        chooseFormat(u"rfc7591"_s);
        QCOMPARE(fileName()->text(), u"my own name"_s);
    }
};

GATEHOUSE_TEST(TestExportDialog)
#include "tst_exportdialog.moc"
