#include "PageFixture.h"

#include "ui/common/KeyComboBox.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Workplace.h"
#include "ui/transfer/ImportDialog.h"
#include "ui/transfer/WorkProgress.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QLineEdit>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSettings>
#include <QThreadPool>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

class TestImportDialog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<TaskRunner> m_tasks;
    std::unique_ptr<Workplace> m_workplace;
    std::unique_ptr<ImportDialog> m_dialog;

    /// A client application as RFC 7591 describes it, with single quotes for double ones.
    static QByteArray client(const QByteArray &id, const QByteArray &more)
    {
        return QByteArray("{'client_id':'" + id + "','client_name':'Title of " + id + "'," + more + "}")
            .replace('\'', '"');
    }
    static QByteArray signIn(const QByteArray &id, const QByteArray &redirect = "https://app.example.com/cb")
    {
        return client(id, "'redirect_uris':['" + redirect +
                              "'],'scope':'openid','grant_types':['authorization_code'],"
                              "'response_types':['code']");
    }
    static QByteArray machine(const QByteArray &id)
    {
        return client(id, "'grant_types':['client_credentials'],'response_types':[],'scope':'api'");
    }
    QString file(const QByteArray &clients)
    {
        const QString path = m_fixture->path(u"import.json"_s);
        QFile target(path);
        if (!target.open(QIODevice::WriteOnly) || target.write("[" + clients + "]") < 0)
            qFatal("The test's file cannot be written.");
        return path;
    }

    QLineEdit *fileName() const { return field<QLineEdit>(*m_dialog, u"File name"_s); }
    QComboBox *policy() const { return field<QComboBox>(*m_dialog, u"When a client ID exists already"_s); }
    KeyComboBox *identity() const
    {
        return field<KeyComboBox>(*m_dialog, u"Identity for machine-to-machine"_s);
    }
    QPushButton *importButton() const { return field<QPushButton>(*m_dialog, u"Import"_s); }
    MessageBar *messages() const { return m_dialog->findChild<MessageBar *>(); }
    QAbstractItemModel &tree() const { return *m_dialog->findChild<QTreeView *>()->model(); }
    void choosePolicy(ConflictPolicy chosen) const
    {
        policy()->setCurrentIndex(policy()->findData(QVariant::fromValue(chosen)));
    }

    /// "name: what happens" of the rows beneath parent.
    QStringList lines(const QModelIndex &parent = {}) const
    {
        QStringList texts;
        for (int row = 0; row < tree().rowCount(parent); ++row)
            texts << tree().index(row, 0, parent).data().toString() + ": "_L1 +
                         tree().index(row, 1, parent).data().toString();
        return texts;
    }
    QList<Qt::CheckState> checkStates() const
    {
        QList<Qt::CheckState> states;
        for (int row = 0; row < tree().rowCount(); ++row)
            states << tree().index(row, 0).data(Qt::CheckStateRole).value<Qt::CheckState>();
        return states;
    }
    void check(int row, Qt::CheckState state) const
    {
        QVERIFY(tree().setData(tree().index(row, 0), state, Qt::CheckStateRole));
    }
    QStringList details(int row) const { return lines(tree().index(row, 0)); }
    bool drop(const QList<QUrl> &urls) const
    {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_dialog.get(), &enter);
        QDropEvent event({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_dialog.get(), &event);
        return enter.isAccepted() && event.isAccepted();
    }
    static QByteArray manyRedirects(int count)
    {
        QByteArray redirects = "https://app.example.com/0";
        for (int i = 1; i < count; ++i)
            redirects += "','https://app.example.com/" + QByteArray::number(i);
        return redirects;
    }

    std::optional<ClientApplication> stored(const QString &id)
    {
        return m_fixture->stored([id](Database &database) { return store::findClient(database, id); });
    }
    void addClient(const QString &id, const QString &title)
    {
        QVERIFY(m_fixture->elsewhere([&](EditSession &session) {
            ClientApplication client;
            client.clientId = id;
            client.title = title;
            client.loginRedirects = {u"https://app.example.com/cb"_s};
            client.requireConsent = true;
            return edit::save(session, client);
        }));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"gatehouse-test"_s);
        QCoreApplication::setApplicationName(u"tst_importdialog"_s);
    }

    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_fixture->path(u"settings"_s));
        QVERIFY(m_fixture->elsewhere([](EditSession &session) {
            return edit::save(session,
                              User{.userId = u"svc"_s, .name = u"Service"_s, .serviceAccount = true});
        }));
        m_tasks = std::make_unique<TaskRunner>();
        m_workplace = std::make_unique<Workplace>(m_fixture->database(), *m_tasks, m_fixture->url(),
                                                  AppSettings(m_fixture->path(u"appsettings.json"_s)));
        m_dialog = std::make_unique<ImportDialog>(*m_workplace);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
        new QAbstractItemModelTester(&tree(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_dialog.get());
    }

    void cleanup()
    {
        m_dialog.reset();
        m_tasks.reset();
        m_fixture.reset();
    }

    void isUsableByKeyboardAndScreenReader()
    {
        QCOMPARE(accessibilityFaults(*m_dialog).join(u'\n'), QString());
    }

    void showsAndImportsWhatIsNew()
    {
        QVERIFY(!importButton()->isEnabled());
        fileName()->setText(file(signIn("shop")));
        QTRY_COMPARE(lines(), QStringList{u"shop: New"_s});
        QVERIFY2(details(0).contains("Title: Title of shop"_L1), qPrintable(details(0).join(u'\n')));
        QVERIFY(details(0).contains("Allowed login redirects: https://app.example.com/cb"_L1));
        QVERIFY(!stored(u"shop"_s));
        QTRY_VERIFY(importButton()->isEnabled());

        importButton()->click();
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Positive);
        QCOMPARE(stored(u"shop"_s)->title, u"Title of shop"_s);
        QVERIFY(!importButton()->isEnabled());
        const TaskInfo task = m_tasks->tasks().value(0);
        QCOMPARE(task.state, TaskState::Done);
        QCOMPARE(task.outcome, messages()->text());
        QVERIFY(task.changesRecords);
    }

    void theImportIsRefusedWhenAClientExists()
    {
        addClient(u"shop"_s, u"Old"_s);
        choosePolicy(ConflictPolicy::Fail);
        fileName()->setText(file(signIn("shop") + ',' + signIn("other")));
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().contains("\"shop\""_L1), qPrintable(messages()->text()));
        QCOMPARE(lines().size(), 2);
        QVERIFY(!importButton()->isEnabled());
    }

    /// Chosen by hand, and not what somebody gets because a keyring is locked.
    void onlyHashesWithTheKeyOutOfReach()
    {
        EncryptionSettings settings = AppSettings::standardEncryption();
        settings.folder = m_fixture->path(u"keys"_s);
        QVERIFY(m_workplace->settings.setEncryption(settings));
        auto database = Database::open(m_fixture->url(), Database::IfMissing::Refuse);
        QVERIFY(database && m_workplace->encryption().create(*database));
        QVERIFY(QDir(settings.folder).removeRecursively());

        fileName()->setText(
            file(client("shop", "'redirect_uris':['https://app.example.com/cb'],'scope':'openid',"
                                "'client_secret':'k3Vw9_pQz7-Lm2Rt8-Td6Fg3Hj8Kl5.Yx'")));
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().contains(u"hashes"_s), qPrintable(messages()->text()));
        QVERIFY(!importButton()->isEnabled());
        auto *onlyHashes = field<QCheckBox>(*m_dialog, u"Keep only hashes of secrets"_s);
        QVERIFY(!onlyHashes->isChecked());
        onlyHashes->click();
        QTRY_VERIFY(importButton()->isEnabled());
        QVERIFY(!messages()->isVisible());
        importButton()->click();
        QTRY_VERIFY(stored(u"shop"_s));
        QCOMPARE(stored(u"shop"_s)->secrets.size(), 1);
        QVERIFY(!stored(u"shop"_s)->secrets.first().isRecoverable());
    }

    void takesWhatIsChecked()
    {
        addClient(u"shop"_s, u"Old"_s);
        choosePolicy(ConflictPolicy::Fail);
        fileName()->setText(file(signIn("shop") + ',' + signIn("other") + ',' + signIn("third")));
        QTRY_COMPARE(lines().size(), 3);
        QVERIFY(!importButton()->isEnabled());
        QCOMPARE(checkStates(), (QList{Qt::Checked, Qt::Checked, Qt::Checked}));
        check(0, Qt::Unchecked);
        check(2, Qt::Unchecked);
        QTRY_COMPARE(lines(), (QStringList{u"shop: Skipped"_s, u"other: New"_s, u"third: Skipped"_s}));
        QCOMPARE(checkStates(), (QList{Qt::Unchecked, Qt::Checked, Qt::Unchecked}));
        QTRY_VERIFY(importButton()->isEnabled());

        importButton()->click();
        QTRY_COMPARE(messages()->messageType(), MessageBar::Positive);
        QVERIFY(stored(u"other"_s) && !stored(u"third"_s));
        QCOMPARE(stored(u"shop"_s)->title, u"Old"_s);
    }

    void takesAllOrNone()
    {
        fileName()->setText(file(signIn("shop") + ',' + signIn("other")));
        QTRY_VERIFY(importButton()->isEnabled());
        field<QPushButton>(*m_dialog, u"Take none"_s)->click();
        QTRY_COMPARE(lines(), (QStringList{u"shop: Skipped"_s, u"other: Skipped"_s}));
        QVERIFY(!importButton()->isEnabled());
        field<QPushButton>(*m_dialog, u"Take all"_s)->click();
        QTRY_VERIFY(importButton()->isEnabled());
        QCOMPARE(checkStates(), (QList{Qt::Checked, Qt::Checked}));
    }

    void anotherFileIsTakenWhole()
    {
        fileName()->setText(file(signIn("shop")));
        QTRY_COMPARE(lines().size(), 1);
        check(0, Qt::Unchecked);
        fileName()->setText({});
        fileName()->setText(file(signIn("shop")));
        QTRY_COMPARE(lines(), QStringList{u"shop: New"_s});
        QCOMPARE(checkStates(), QList{Qt::Checked});
    }

    void skipsWhatExists()
    {
        addClient(u"shop"_s, u"Old"_s);
        choosePolicy(ConflictPolicy::Skip);
        fileName()->setText(file(signIn("shop") + ',' + signIn("other")));
        QTRY_VERIFY(importButton()->isEnabled());
        importButton()->click();
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(stored(u"shop"_s)->title, u"Old"_s);
        QVERIFY(stored(u"other"_s));
    }

    void overwritesTheNamedFieldsAlone()
    {
        addClient(u"shop"_s, u"Old"_s);
        choosePolicy(ConflictPolicy::Overwrite);
        fileName()->setText(file(signIn("shop")));
        QTRY_COMPARE(lines(), QStringList{u"shop: Changed"_s});
        QCOMPARE(details(0).filter("Title:"_L1), QStringList{u"Title: Old → Title of shop"_s});
        QTRY_VERIFY(importButton()->isEnabled());
        importButton()->click();
        QTRY_COMPARE(messages()->messageType(), MessageBar::Positive);
        QTRY_COMPARE(stored(u"shop"_s)->title, u"Title of shop"_s);
        QVERIFY(stored(u"shop"_s)->requireConsent);
    }

    void anotherPolicyIsShownAtOnce()
    {
        addClient(u"shop"_s, u"Old"_s);
        fileName()->setText(file(signIn("shop")));
        QTRY_VERIFY(messages()->isVisible());
        choosePolicy(ConflictPolicy::Overwrite);
        QTRY_COMPARE(lines(), QStringList{u"shop: Changed"_s});
        QVERIFY(!messages()->isVisible());
    }

    void refusedOnesAreLeftOutAndSayWhy()
    {
        fileName()->setText(file(signIn("shop") + ',' + signIn("bad", "https://app.example.com/cb#x")));
        QTRY_COMPARE(lines().size(), 2);
        QVERIFY2(lines().at(1).startsWith("bad: Refused: "_L1) &&
                     lines().at(1).contains("https://app.example.com/cb#x"_L1),
                 qPrintable(lines().at(1)));
        QTRY_VERIFY(importButton()->isEnabled());
        importButton()->click();
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY(stored(u"shop"_s));
        QVERIFY(!stored(u"bad"_s));
    }

    void givesAnIdentityToMachines()
    {
        fileName()->setText(file(machine("price-feed")));
        QTRY_COMPARE(lines(), QStringList{u"price-feed: New"_s});
        QVERIFY2(details(0).filter("Adjusted: Kept disabled"_L1).size() == 1,
                 qPrintable(details(0).join(u'\n')));

        QTRY_VERIFY(identity()->findData(u"svc"_s) > 0);
        identity()->setFocus();
        QTest::keyClick(identity(), Qt::Key_Down);
        QCOMPARE(identity()->key(), u"svc"_s);
        QTRY_VERIFY(details(0).contains("Identity: svc"_L1));
        QTRY_VERIFY(importButton()->isEnabled());
        importButton()->click();
        QTRY_VERIFY(stored(u"price-feed"_s));
        QCOMPARE(stored(u"price-feed"_s)->identity, u"svc"_s);
    }

    void theLicenceLimitIsTold()
    {
        QVERIFY(m_fixture->elsewhere([](EditSession &session) { return edit::setLicenceLimit(session, 1); }));
        fileName()->setText(file(signIn("one") + ',' + signIn("two")));
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().contains("licence allows 1"_L1), qPrintable(messages()->text()));
        QVERIFY(!importButton()->isEnabled());
    }

    void badFilesAreTold_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("another kind of JSON") << QByteArray("[[1, 2, 3]]");
    }

    void badFilesAreTold()
    {
        QFETCH(QByteArray, content);
        const QString path = file(content);
        fileName()->setText(path);
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Error);
        QVERIFY2(messages()->text().contains(path), qPrintable(messages()->text()));
        QVERIFY(!importButton()->isEnabled());
        fileName()->clear();
        QVERIFY(!messages()->isVisible());
    }

    void aMissingFileIsTold()
    {
        fileName()->setText(m_fixture->path(u"missing.json"_s));
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY(messages()->text().contains("missing.json"_L1));
    }

    void secretsInClearAreEncrypted()
    {
        EncryptionSettings encryption = AppSettings::standardEncryption();
        encryption.folder = m_fixture->path(u"keys"_s);
        QVERIFY(m_workplace->settings.setEncryption(encryption));
        const auto made =
            m_fixture->database()
                .run([&](Database &database) { return m_workplace->encryption().create(database); })
                .result();
        QVERIFY2(made, made ? "" : qPrintable(made.error().text));
        fileName()->setText(
            file(client("shop", "'redirect_uris':['https://app.example.com/cb'],'scope':'openid',"
                                "'client_secret':'K2s8vQp1-Zr6yTn4_Wb0mXc3Lh7Dg9Fj5Ae'")));
        QTRY_VERIFY(importButton()->isEnabled());
        importButton()->click();
        QTRY_COMPARE(messages()->messageType(), MessageBar::Positive);
        const auto shop =
            m_fixture->stored([](Database &database) { return store::findClient(database, u"shop"_s); });
        QVERIFY(shop && shop->secrets.size() == 1);
        QVERIFY(shop->secrets.first().isRecoverable());
    }

    void takesADroppedFile()
    {
        const QString path = file(signIn("shop"));
        QVERIFY(drop({QUrl::fromLocalFile(path)}));
        QCOMPARE(fileName()->text(), path);
        QTRY_COMPARE(lines(), QStringList{u"shop: New"_s});
    }

    void ofSeveralDroppedFilesNoneIsTaken()
    {
        const QString path = file(signIn("shop"));
        QVERIFY(drop({QUrl::fromLocalFile(path), QUrl::fromLocalFile(path + u"2"_s)}));
        QVERIFY(fileName()->text().isEmpty());
        QVERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().startsWith("2 files"_L1), qPrintable(messages()->text()));
        QVERIFY(!drop({QUrl(u"https://app.example.com/clients.json"_s)}));
    }

    void longListsAreCut()
    {
        fileName()->setText(file(signIn("shop", manyRedirects(20000))));
        QTRY_COMPARE(lines(), QStringList{u"shop: New"_s});
        const QModelIndex shop = tree().index(0, 0);
        int row = 0;
        while (tree().index(row, 0, shop).data() != u"Allowed login redirects"_s && row < 100)
            ++row;
        const QModelIndex redirects = tree().index(row, 1, shop);
        const QString text = redirects.data().toString();
        QVERIFY2(text.size() < 600 && text.startsWith("https://app.example.com/0, "_L1) &&
                     text.contains(u", … and 19,9"_s) && text.endsWith(" more"_L1),
                 qPrintable(text));
        QVERIFY(redirects.data(Qt::ToolTipRole).toString().size() < 700);
    }

    void ofVeryManyDetailsTheFirstAreShown()
    {
        QByteArray notKept;
        for (int i = 0; i < 1200; ++i)
            notKept += ",'x" + QByteArray::number(i) + "_password':'open sesame'";
        fileName()->setText(file(client("shop", "'redirect_uris':['https://app.example.com/cb'],"
                                                "'scope':'openid'" +
                                                    notKept)));
        QTRY_COMPARE(lines(), QStringList{u"shop: New"_s});
        const QModelIndex shop = tree().index(0, 0);
        QVERIFY(!m_dialog->findChild<QTreeView *>()->isExpanded(shop));
        m_dialog->findChild<QTreeView *>()->expand(shop);
        QTRY_COMPARE(tree().rowCount(shop), 1001);
        QVERIFY2(details(0).last().startsWith(u"… and 2"_s), qPrintable(details(0).last()));
    }

    void ofManyRowsTheDetailsAreFetchedWhenAskedFor()
    {
        QVERIFY(
            m_fixture->elsewhere([](EditSession &session) { return edit::setLicenceLimit(session, 100); }));
        QByteArray clients = signIn("client-0");
        for (int i = 1; i < 40; ++i)
            clients += ',' + signIn("client-" + QByteArray::number(i));
        fileName()->setText(file(clients));
        QTRY_COMPARE(lines().size(), 40);
        const QModelIndex last = tree().index(39, 0);
        auto *view = m_dialog->findChild<QTreeView *>();
        QVERIFY(tree().hasChildren(last) && !view->isExpanded(last));
        view->expand(last);
        QTRY_VERIFY(tree().rowCount(last) > 0);
        QVERIFY2(details(39).contains("Title: Title of client-39"_L1), qPrintable(details(39).join(u'\n')));
    }

    void nothingIsChosenWhileItIsApplied()
    {
        fileName()->setText(file(signIn("one") + ',' + signIn("two")));
        QTRY_VERIFY(importButton()->isEnabled());
        const QModelIndex one = tree().index(0, 0);
        QVERIFY(one.flags() & Qt::ItemIsUserCheckable);
        bool isRefused = false;
        QVERIFY(!m_fixture->elsewhere([&](EditSession &) -> Result<void> {
            importButton()->click();
            isRefused = !(one.flags() & Qt::ItemIsUserCheckable) &&
                        !tree().setData(one, Qt::Unchecked, Qt::CheckStateRole) &&
                        !m_tasks->tasks().first().cancelAsked;
            return fail(Error::Kind::Cancelled, {});
        }));
        QVERIFY(isRefused);
        QTRY_COMPARE(messages()->messageType(), MessageBar::Positive);
        QVERIFY(stored(u"one"_s) && stored(u"two"_s));
    }

    void theSecondEscapeDoesNotWait()
    {
        QSemaphore answer;
        QThreadPool *pool = QThreadPool::globalInstance();
        const int threads = pool->maxThreadCount();
        pool->setMaxThreadCount(1);
        pool->start([&] { answer.acquire(); });
        const auto restore = qScopeGuard([&] {
            answer.release();
            pool->waitForDone();
            pool->setMaxThreadCount(threads);
        });
        fileName()->setText(file(signIn("shop")));
        auto *bar = m_dialog->findChild<QProgressBar *>();
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(bar->format(), u"Reading"_s);
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(m_dialog->isVisible());
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
    }

    void eachStepHasItsTitle()
    {
        WorkProgress progress;
        auto *bar = progress.findChild<QProgressBar *>();
        const QList<Progress> steps = progress.begin({u"Reading"_s, u"Checking"_s});
        QCOMPARE(bar->format(), u"Reading"_s);
        QVERIFY(steps.first()(9, 10));
        QTRY_COMPARE(bar->value(), 9);
        QVERIFY(steps.last()(1, 5));
        QTRY_COMPARE(bar->format(), u"Checking"_s);
        QCOMPARE(bar->value(), 1);
        QVERIFY(progress.cancelOnce());
        QVERIFY(!progress.cancelOnce());
        QVERIFY(!steps.first()(10, 10) && !steps.last()(2, 5));
    }

    void anAnswerComesWhateverHappens()
    {
        const auto answer =
            m_workplace->aside([](Database &) -> Result<int> { throw std::bad_alloc(); }).result();
        QVERIFY(!answer);
        QVERIFY2(answer.error().text.contains("not enough memory"_L1), qPrintable(answer.error().text));
    }

    void cancelChangesNothing()
    {
        fileName()->setText(file(signIn("one") + ',' + signIn("two")));
        QTRY_VERIFY(importButton()->isEnabled());
        // The import cannot write while somebody else does.
        const auto other = m_fixture->elsewhere([&](EditSession &) -> Result<void> {
            importButton()->click();
            const bool isUnderWay = !fileName()->isEnabled() && !importButton()->isEnabled();
            QTest::mouseClick(field<QPushButton>(*m_dialog, u"Cancel"_s), Qt::LeftButton);
            return fail(Error::Kind::Cancelled, isUnderWay ? QString() : u"The import is not under way."_s);
        });
        QCOMPARE(other.error().text, QString());
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Information);
        QCOMPARE(m_tasks->tasks().first().state, TaskState::Cancelled);
        QVERIFY(!stored(u"one"_s));
        QVERIFY(importButton()->isEnabled());
    }

    void aChangeSinceTheDryRunIsNotOverwritten()
    {
        addClient(u"shop"_s, u"Old"_s);
        choosePolicy(ConflictPolicy::Overwrite);
        fileName()->setText(file(signIn("shop")));
        QTRY_VERIFY(importButton()->isEnabled());
        QVERIFY(m_fixture->elsewhere([client = *stored(u"shop"_s)](EditSession &session) mutable {
            client.title = u"Newer"_s;
            return edit::save(session, client);
        }));
        importButton()->click();
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Error);
        QCOMPARE(stored(u"shop"_s)->title, u"Newer"_s);
        QTRY_VERIFY(importButton()->isEnabled());
        QCOMPARE(details(0).filter("Title:"_L1), QStringList{u"Title: Newer → Title of shop"_s});
        QVERIFY(messages()->isVisible());
        importButton()->click();
        QTRY_COMPARE(stored(u"shop"_s)->title, u"Title of shop"_s);
    }
};

GATEHOUSE_TEST(TestImportDialog)
#include "tst_importdialog.moc"
