#include "PageFixture.h"

#include "store/engine/postgresql/PostgresAddress.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/opening/DatabaseOpener.h"
#include "ui/opening/DatabasePasswordDialog.h"
#include "ui/opening/OpenDatabaseDialog.h"
#include "ui/opening/RecentDatabases.h"

#include <QCheckBox>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

class TestOpenDatabaseDialog : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;
    std::unique_ptr<OpenDatabaseDialog> m_dialog;
    std::optional<DatabaseUrl> m_chosen;
    bool m_keeps = false;

    template<typename Widget>
    Widget *part(const QString &label) const
    {
        return field<Widget>(*m_dialog, label);
    }
    QLineEdit *line(const QString &label) const { return part<QLineEdit>(label); }
    QListWidget *recent() const { return part<QListWidget>(u"Recent databases"_s); }
    QString url() const { return line(u"URL"_s)->text(); }
    QString helpOf(const QString &label) const { return line(label)->accessibleDescription(); }

    void open()
    {
        m_chosen.reset();
        m_dialog = std::make_unique<OpenDatabaseDialog>();
        connect(m_dialog.get(), &OpenDatabaseDialog::chosen, this,
                [this](const DatabaseUrl &url, bool keeps) {
                    m_chosen = url;
                    m_keeps = keeps;
                });
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }

    void openForServer()
    {
        open();
        part<QRadioButton>(u"Server (PostgreSQL)"_s)->click();
    }

    void paste(const QString &text)
    {
        line(u"URL"_s)->selectAll();
        line(u"URL"_s)->insert(text);
        Q_EMIT line(u"URL"_s)->textEdited(text);
    }

    /// As a person chooses it.
    void chooseTls(const QString &mode)
    {
        auto *modes = part<KeyComboBox>(u"TLS"_s);
        modes->setKey(mode);
        Q_EMIT modes->keyChosen(mode);
    }

    static QStringList namesIn(const QMenu &menu)
    {
        QStringList names;
        for (const QAction *action : menu.actions())
            names << plain(action->text());
        return names;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"gatehouse-test"_s);
        QCoreApplication::setApplicationName(u"tst_opendatabasedialog"_s);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
        qunsetenv("PGPASSWORD");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"); // where nobody has a keyring
        qputenv("PGPASSFILE", QFile::encodeName(m_home.filePath(u"pgpass"_s)));
    }
    void init() { QSettings().clear(); }
    void cleanup() { m_dialog.reset(); }

    void isUsableByKeyboardAndScreenReader()
    {
        openForServer();
        QStringList faults = accessibilityFaults(*m_dialog);
        faults.removeAll(u"no mnemonic: Cancel"_s); // has Escape
        QCOMPARE(faults.join(u'\n'), QString());
        QVERIFY(m_dialog->minimumSizeHint().width() <= 1000);
        QVERIFY(m_dialog->minimumSizeHint().height() <= 650);

        DatabasePasswordDialog password({.text = u"It asks for one."_s}, false);
        faults = accessibilityFaults(password);
        faults.removeAll(u"no mnemonic: Cancel"_s);
        QCOMPARE(faults.join(u'\n'), QString());
    }

    void fileIsOpened()
    {
        open();
        auto *openButton = part<QPushButton>(u"Open"_s);
        QVERIFY(!openButton->isEnabled());
        line(u"File name"_s)->setText(u"/srv/gatehouse.sqlite"_s);
        QVERIFY(openButton->isEnabled());
        openButton->click();
        QVERIFY(m_chosen && m_chosen->isFile());
        QCOMPARE(m_chosen->path(), u"/srv/gatehouse.sqlite"_s);
        QVERIFY(!m_keeps);
    }

    void fieldsMakeTheUrl()
    {
        openForServer();
        QVERIFY(!part<QPushButton>(u"Open"_s)->isEnabled());
        line(u"Database"_s)->setText(u"gate"_s);
        line(u"User"_s)->setText(u"zoe"_s);
        QCOMPARE(url(), u"postgresql://zoe@/gate"_s);
        line(u"Hosts"_s)->setText(u"db1:5433"_s);
        QCOMPARE(url(), u"postgresql://zoe@db1:5433/gate?sslmode=verify-full"_s);
        QVERIFY(part<QWidget>(u"Root certificate"_s)->isEnabled());
        line(u"Hosts"_s)->setText(u"db1:5433,db2"_s);
        QVERIFY(part<QCheckBox>(u"Prefer the server that can be written to"_s)->isChecked());
        QCOMPARE(url(), u"postgresql://zoe@db1:5433,db2/gate?sslmode=verify-full&target_session_attrs="
                        "read-write"_s);
        part<QCheckBox>(u"Prefer the server that can be written to"_s)->click();
        line(u"Root certificate"_s)->setText(u"/etc/ca.pem"_s);
        QCOMPARE(url(), u"postgresql://zoe@db1:5433,db2/gate?sslmode=verify-full&sslrootcert=/etc/ca.pem"_s);
        line(u"Root certificate"_s)->setText(u"system"_s);
        QVERIFY(url().endsWith(u"&sslrootcert=system"_s));

        line(u"Password"_s)->setText(u"s3cret-word"_s);
        part<QCheckBox>(u"Keep the password in the keyring"_s)->setChecked(true);
        part<QPushButton>(u"Open"_s)->click();
        QVERIFY(m_chosen && !m_chosen->isFile());
        QCOMPARE(m_chosen->server().hosts(), u"db1,db2"_s);
        QCOMPARE(m_chosen->password(), u"s3cret-word"_s);
        QVERIFY(!m_chosen->text().contains(u"s3cret"_s));
        QVERIFY(m_keeps);
    }

    void modeThatDoesNotCheckIsTold()
    {
        openForServer();
        line(u"Hosts"_s)->setText(u"db.example.com"_s);
        const auto said = [this] { return part<KeyComboBox>(u"TLS"_s)->accessibleDescription(); };
        QVERIFY2(said().contains(u"nobody else can pass for the server"_s), qPrintable(said()));
        for (const auto &[mode, warning] : {std::pair{u"verify-ca"_s, u"of the same authority"_s},
                                            {u"require"_s, u"not checked which"_s},
                                            {u"prefer"_s, u"Nothing is checked"_s},
                                            {u"allow"_s, u"Nothing is checked"_s},
                                            {u"disable"_s, u"read along"_s}}) {
            chooseTls(mode);
            QVERIFY2(said().contains(warning), qPrintable(mode + u": "_s + said()));
            QVERIFY(url().endsWith(u"sslmode="_s + mode));
        }
        line(u"Hosts"_s)->setText(u"elsewhere.example.com"_s);
        QVERIFY2(url().endsWith(u"sslmode=disable"_s), "what was chosen stays chosen");
    }

    void pastedUrlFillsTheFields()
    {
        openForServer();
        paste(
            u"postgresql://zoe@db1:5433,db2/gate?sslmode=verify-ca&sslrootcert=/etc/ca.pem&connect_timeout=3"_s);
        QCOMPARE(line(u"Hosts"_s)->text(), u"db1:5433,db2"_s);
        QCOMPARE(line(u"Database"_s)->text(), u"gate"_s);
        QCOMPARE(line(u"User"_s)->text(), u"zoe"_s);
        QCOMPARE(line(u"Root certificate"_s)->text(), u"/etc/ca.pem"_s);
        QCOMPARE(part<KeyComboBox>(u"TLS"_s)->key(), u"verify-ca"_s);
        part<QPushButton>(u"Open"_s)->click();
        QVERIFY(m_chosen && m_chosen->text().contains(u"connect_timeout=3"_s));

        openForServer();
        paste(u"postgresql://db.example.com/gate"_s);
        QCOMPARE(part<KeyComboBox>(u"TLS"_s)->key(), u"verify-full"_s);
        part<QPushButton>(u"Open"_s)->click();
        QVERIFY(m_chosen && m_chosen->text().endsWith(u"?sslmode=verify-full"_s));
    }

    void passwordLeavesThePastedUrl()
    {
        openForServer();
        paste(u"postgresql://zoe:s3cret-word@db.example.com/gate"_s);
        QVERIFY2(!url().contains(u"s3cret"_s), qPrintable(url()));
        line(u"URL"_s)->undo();
        QVERIFY2(!url().contains(u"s3cret"_s), qPrintable(url()));
        QCOMPARE(line(u"Password"_s)->text(), u"s3cret-word"_s);
        QCOMPARE(line(u"Password"_s)->echoMode(), QLineEdit::Password);
        part<QPushButton>(u"Open"_s)->click();
        QVERIFY(m_chosen);
        QCOMPARE(m_chosen->password(), u"s3cret-word"_s);
        RecentDatabases::note(*m_chosen);
        QSettings().sync();
        QFile settings(QSettings().fileName());
        QVERIFY(settings.open(QIODevice::ReadOnly));
        const QByteArray kept = settings.readAll();
        QVERIFY(kept.contains("db.example.com") && !kept.contains("s3cret"));
    }

    void wrongUrlIsTold()
    {
        openForServer();
        line(u"Database"_s)->setText(u"gate"_s);
        for (const auto &[wrong, why] : {std::pair{u"mysql://db/gate"_s, u"URL of PostgreSQL"_s},
                                         {u"postgresql://db:x/gate"_s, u"is no port"_s},
                                         {u"postgresql://db/gate?service=a"_s, u"not known"_s}}) {
            paste(wrong);
            QVERIFY2(helpOf(u"URL"_s).contains(why), qPrintable(helpOf(u"URL"_s)));
            part<QPushButton>(u"Open"_s)->click();
            QVERIFY(!m_chosen && m_dialog->isVisible());
        }
        line(u"Database"_s)->setText(u"other"_s);
        QCOMPARE(url(), u"postgresql:///other"_s);
        QVERIFY(!helpOf(u"URL"_s).contains(u"not known"_s));
    }

    void tellsWhereThePasswordIs()
    {
        QFile file(m_home.filePath(u"pgpass"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("db1:*:gate:zoe:s3cret\n");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        openForServer();
        line(u"Database"_s)->setText(u"gate"_s);
        line(u"User"_s)->setText(u"zoe"_s);
        line(u"Hosts"_s)->setText(u"db1"_s);
        QTRY_VERIFY(helpOf(u"Password"_s).contains(u"pgpass"_s));
        line(u"Hosts"_s)->setText(u"db2"_s);
        QTRY_VERIFY(helpOf(u"Password"_s).contains(u"asked for"_s));
        line(u"Password"_s)->setText(u"x"_s);
        QCOMPARE(helpOf(u"Password"_s), QString());
    }

    void testSaysWhatIsWrong()
    {
        openForServer();
        const QTemporaryDir folder;
        paste(u"postgresql:///gate?host="_s + folder.path());
        auto *button = part<QPushButton>(u"Test connection"_s);
        button->click();
        QVERIFY(!button->isEnabled());
        const auto said = [this] {
            QStringList texts;
            for (const MessageBar *bar : m_dialog->findChildren<MessageBar *>()) {
                if (bar->isVisible())
                    texts << bar->text();
            }
            return texts.join(u'\n');
        };
        QTRY_VERIFY(button->isEnabled());
        QVERIFY2(said().contains(folder.path()), qPrintable(said()));
        line(u"User"_s)->setText(u"other"_s); // about which nothing was said
        QCOMPARE(said(), QString());
        QVERIFY(m_dialog->isVisible());
    }

    void recentOnesAreNewestFirstAndFew()
    {
        for (int i = 0; i < 12; ++i)
            RecentDatabases::note(DatabaseUrl::ofFile(u"/srv/%1.sqlite"_s.arg(i)));
        RecentDatabases::note(*DatabaseUrl::parse(u"postgresql://db/gate"_s));
        RecentDatabases::note(DatabaseUrl::ofFile(u"/srv/5.sqlite"_s));
        const QStringList urls = RecentDatabases::urls();
        QCOMPARE(urls.size(), RecentDatabases::most);
        QCOMPARE(urls.first(3), (QStringList{u"sqlite:/srv/5.sqlite"_s, u"postgresql://db/gate"_s,
                                             u"sqlite:/srv/11.sqlite"_s}));
        QCOMPARE(urls.count(u"sqlite:/srv/5.sqlite"_s), 1);
        RecentDatabases::note(*DatabaseUrl::parse(u"postgresql:///gate?host=%2Frun%2Fpostgresql"_s));
        RecentDatabases::note(*DatabaseUrl::parse(u"postgresql://%2Frun%2Fpostgresql/gate"_s));
        QCOMPARE(RecentDatabases::urls().first(2),
                 (QStringList{u"postgresql:///gate?host=/run/postgresql"_s, urls.first()}));
        QSettings().setValue(u"opening/recent"_s,
                             QStringList{u"postgresql://zoe:s3cret@db/gate"_s, u"nonsense"_s, urls.first()});
        QCOMPARE(RecentDatabases::urls(), QStringList{urls.first()});
    }

    void recentOneFillsTheFields()
    {
        RecentDatabases::note(DatabaseUrl::ofFile(u"/srv/gone.sqlite"_s));
        RecentDatabases::note(*DatabaseUrl::parse(u"postgresql://zoe@db1,db2/gate?sslmode=require"_s));
        open();
        recent()->setCurrentRow(0);
        QVERIFY(part<QRadioButton>(u"Server (PostgreSQL)"_s)->isChecked());
        QCOMPARE(url(), u"postgresql://zoe@db1,db2/gate?sslmode=require"_s);
        QVERIFY(!part<QCheckBox>(u"Prefer the server that can be written to"_s)->isChecked());
        recent()->setCurrentRow(1);
        QVERIFY(part<QRadioButton>(u"File"_s)->isChecked());
        QCOMPARE(line(u"File name"_s)->text(), u"/srv/gone.sqlite"_s);
        QVERIFY(m_dialog->findChild<MessageBar *>()->text().contains(u"no file at"_s));
        QSignalSpy removed(m_dialog.get(), &OpenDatabaseDialog::removed);
        part<QPushButton>(u"Remove from list"_s)->click();
        QCOMPARE(removed.size(), 1);
        QCOMPARE(RecentDatabases::urls().size(), 1);
        QCOMPARE(recent()->count(), 1);
    }

    void recentOneStaysAsItWasUntilItIsEdited()
    {
        RecentDatabases::note(*DatabaseUrl::parse(u"postgresql://db/gate"_s));
        open();
        recent()->setCurrentRow(0);
        QCOMPARE(url(), u"postgresql://db/gate"_s);
        QVERIFY(part<KeyComboBox>(u"TLS"_s)->accessibleDescription().contains(u"Nothing is checked"_s));
        line(u"Hosts"_s)->setText(u"db2"_s);
        QCOMPARE(url(), u"postgresql://db2/gate?sslmode=verify-full"_s);
    }

    void menuOffersTheRecentOnes()
    {
        QWidget window;
        DatabaseOpener opener(window);
        QVERIFY(!opener.recentMenu()->isEnabled());
        const QTemporaryDir folder;
        const DatabaseUrl here = DatabaseUrl::ofFile(folder.filePath(u"here.sqlite"_s));
        QVERIFY(QFile(here.path()).open(QIODevice::WriteOnly));
        const DatabaseUrl gone = DatabaseUrl::ofFile(folder.filePath(u"gone.sqlite"_s));
        const DatabaseUrl server = *DatabaseUrl::parse(u"postgresql://db/gate"_s);
        for (const DatabaseUrl &url : {here, gone, server})
            opener.noteOpened(url);
        QVERIFY(opener.recentMenu()->isEnabled());
        const QStringList names = namesIn(*opener.recentMenu());
        QCOMPARE(names.size(), 3);
        QCOMPARE(names.first(), u"1 gate on db"_s);

        QStringList chosen;
        connect(&opener, &DatabaseOpener::chosen, this,
                [&](const DatabaseUrl &url) { chosen << url.path(); });
        opener.recentMenu()->actions().at(2)->trigger();
        QCOMPARE(chosen, QStringList{here.path()});
        Question::answerNext(1);
        opener.recentMenu()->actions().at(1)->trigger();
        QVERIFY(Question::lastAsked() && Question::lastAsked()->text.contains(gone.path()));
        QCOMPARE(namesIn(*opener.recentMenu()).size(), 3);
        Question::answerNext(0);
        opener.recentMenu()->actions().at(1)->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(namesIn(*opener.recentMenu()).size(), 2);
        QVERIFY(!QFile::exists(gone.path()));
    }

    void passwordIsAskedForOnlyWhereItIsMissing()
    {
        QWidget window;
        DatabaseOpener opener(window);
        const DatabaseUrl url = *DatabaseUrl::parse(u"postgresql://db/gate"_s);
        opener.offerPassword(url, {Error::Kind::Unreachable, u"It is out of reach."_s});
        QVERIFY(!window.findChild<DatabasePasswordDialog *>());
        opener.offerPassword(url, {Error::Kind::Unreachable, u"It asks."_s, databasePasswordColumn});
        auto *dialog = window.findChild<DatabasePasswordDialog *>();
        QVERIFY(dialog);
        QVERIFY(!field<QPushButton>(*dialog, u"Connect"_s)->isEnabled());
        field<QLineEdit>(*dialog, u"Password"_s)->setText(u"s3cret-word"_s);
        std::optional<DatabaseUrl> again;
        connect(&opener, &DatabaseOpener::passwordKnown, this,
                [&](const DatabaseUrl &with) { again = with; });
        field<QPushButton>(*dialog, u"Connect"_s)->click();
        QVERIFY(again);
        QCOMPARE(again->password(), u"s3cret-word"_s);
        QCOMPARE(again->text(), url.text());
        QVERIFY2(url.password().isEmpty(), "whoever has the first one may use it meanwhile");
    }

    void passwordThatTheKeyringDoesNotGiveIsAskedFor()
    {
        QWidget window;
        DatabaseOpener opener(window);
        const DatabaseUrl url = *DatabaseUrl::parse(u"postgresql://db/gate"_s);
        RecentDatabases::setKeepsPassword(url.text(), true);
        opener.offerPassword(url, {Error::Kind::Unreachable, u"It asks."_s, databasePasswordColumn});
        QTRY_VERIFY(window.findChild<DatabasePasswordDialog *>());
        auto *dialog = window.findChild<DatabasePasswordDialog *>();
        QVERIFY(field<QCheckBox>(*dialog, u"Keep the password in the keyring"_s)->isChecked());
        field<QLineEdit>(*dialog, u"Password"_s)->setText(u"s3cret-word"_s);
        std::optional<DatabaseUrl> again;
        connect(&opener, &DatabaseOpener::passwordKnown, this,
                [&](const DatabaseUrl &with) { again = with; });
        field<QPushButton>(*dialog, u"Connect"_s)->click();
        QVERIFY(again);

        // It is open, and the keyring still takes nothing.
        std::optional<Error> notKept;
        connect(&opener, &DatabaseOpener::notKept, this, [&](const Error &why) { notKept = why; });
        opener.noteOpened(*again);
        QTRY_VERIFY(notKept);
        QVERIFY2(notKept->text.contains(u"keyring"_s), qPrintable(notKept->text));
        QVERIFY(!RecentDatabases::keepsPassword(url.text()));
    }
};

GATEHOUSE_TEST(TestOpenDatabaseDialog)
#include "tst_opendatabasedialog.moc"
