#include "UsersPageDriver.h"

#include "store/watch/ChangeWatch.h"
#include "ui/common/Workplace.h"
#include "ui/logging/AuditListModel.h"
#include "ui/logging/AuditPage.h"
#include "ui/settings/LicencePage.h"

#include <QScrollBar>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// Pages of records and settings, and the audit trail, show by themselves what others save.
class TestRecordFollow : public QObject, protected UsersPageDriver
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        openPage();
        addStored({u"anna"_s, u"bert"_s, u"cleo"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        watch(*m_page);
    }
    void cleanup()
    {
        m_watch.reset();
        closePage();
    }

    void listAndCleanEditorFollow()
    {
        bool isReset = false;
        connect(list()->model(), &QAbstractItemModel::modelReset, this, [&] { isReset = true; });
        QLineEdit *name = edit(u"Name"_s);
        name->setFocus();
        name->setCursorPosition(2);
        change(u"anna"_s, [](User &user) { user.name = u"Anna de Vries"_s; });
        QTRY_COMPARE(name->text(), u"Anna de Vries"_s);
        QCOMPARE(name->cursorPosition(), 2);
        QCOMPARE(m_page->focusWidget(), name);
        add(u"aaron"_s);
        QTRY_COMPARE(listed().first(), u"aaron"_s);
        remove(u"cleo"_s);
        QTRY_COMPARE(listed(), (QStringList{u"aaron"_s, u"anna"_s, u"bert"_s}));
        QCOMPARE(opened(), u"anna"_s);
        QCOMPARE(list()->currentIndex().data().toString(), u"anna"_s);
        QVERIFY(!isReset);
        QVERIFY(!messages()->isVisible());
    }

    void listStaysWhereItIsScrolledTo()
    {
        for (int more = 0; more < 60; ++more)
            add(u"user-%1"_s.arg(more, 2, 10, QChar(u'0')));
        QTRY_COMPARE(listed().size(), 63);
        list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum() / 2);
        const auto top = [this] { return list()->indexAt({1, 1}).siblingAtColumn(0).data().toString(); };
        const QString before = top();
        add(u"aaron"_s);
        QTRY_COMPARE(listed().size(), 64);
        QCOMPARE(top(), before);
    }

    void typedTextIsLeftAloneAndTheSaveIsTold()
    {
        type(u"Name"_s, "mine");
        change(u"bert"_s, [](User &user) { user.name = u"Theirs"_s; });
        QTRY_COMPARE(cell(1, 1), u"Theirs"_s);
        QVERIFY(!messages()->isVisible());
        change(u"anna"_s, [](User &user) { user.department = u"Theirs"_s; });
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().contains(u"saved user \"anna\" at"_s), qPrintable(messages()->text()));
        QCOMPARE(edit(u"Name"_s)->text(), u"mine"_s);
        QVERIFY(m_page->isModified());
    }

    void deletedOneIsTold_data()
    {
        QTest::addColumn<bool>("isTyped");
        QTest::newRow("nothing typed") << false;
        QTest::newRow("typed") << true;
    }

    void deletedOneIsTold()
    {
        QFETCH(const bool, isTyped);
        if (isTyped)
            type(u"Name"_s, "mine");
        remove(u"anna"_s);
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY(messages()->text().contains(u"\"anna\" was deleted by somebody else"_s));
        QTRY_COMPARE(listed(), (QStringList{u"bert"_s, u"cleo"_s}));
        QCOMPARE(edit(u"User ID"_s)->isVisible(), isTyped);
        QVERIFY(!list()->currentIndex().isValid());
        add(u"dora"_s);
        QTRY_COMPARE(listed().size(), 3);
        QCOMPARE(edit(u"User ID"_s)->isVisible(), isTyped); // nothing else is opened by that
        QVERIFY(!Question::lastAsked());
    }

    void settingsFollowOrTell()
    {
        LicencePage page(m_fixture->database());
        watch(page);
        page.show();
        page.refresh();
        auto *limit = field<QSpinBox>(page, u"Limit"_s);
        QTRY_COMPARE(limit->value(), 5);
        setLimit(7);
        QTRY_COMPARE(limit->value(), 7);
        limit->setValue(9);
        setLimit(8);
        auto *told = page.findChild<MessageBar *>();
        QTRY_VERIFY(told->isVisible());
        QVERIFY2(told->text().contains(u"saved these settings at"_s), qPrintable(told->text()));
        QCOMPARE(limit->value(), 9);
    }

    void auditTrailGrowsAtItsTop()
    {
        TaskRunner tasks;
        Workplace workplace(m_fixture->database(), tasks, m_fixture->url());
        AuditPage page(workplace);
        watch(page);
        page.resize(900, 600);
        page.show();
        for (int limit = 10; limit < 60; ++limit)
            setLimit(limit);
        page.refresh();
        auto *entries = field<QTableView>(page, u"Audit trail"_s);
        new QAbstractItemModelTester(entries->model(), QAbstractItemModelTester::FailureReportingMode::Fatal,
                                     &page);
        const auto newest = [entries] {
            const auto &model = static_cast<AuditListModel &>(*entries->model());
            return model.rowCount() > 0 ? model.rowAt(0).number : 0;
        };
        QTRY_VERIFY(newest() > 50);
        const qint64 before = newest();
        setLimit(60);
        QTRY_COMPARE(newest(), before + 1);
        QCOMPARE(entries->verticalScrollBar()->value(), 0); // whoever looks at the newest sees it

        entries->setCurrentIndex(entries->model()->index(30, 0));
        const QString chosen =
            entries->currentIndex().siblingAtColumn(AuditListModel::When).data().toString();
        const int place = entries->visualRect(entries->currentIndex()).top();
        setLimit(61);
        QTRY_COMPARE(newest(), before + 2);
        QCOMPARE(entries->currentIndex().row(), 31);
        QCOMPARE(entries->currentIndex().siblingAtColumn(AuditListModel::When).data().toString(), chosen);
        QCOMPARE(entries->visualRect(entries->currentIndex()).top(), place);
    }

private:
    void watch(Page &page)
    {
        m_watch = std::make_unique<ChangeWatch>(m_fixture->database());
        connect(m_watch.get(), &ChangeWatch::changed, &page, &Page::follow);
        m_watch->begin();
    }
    template<typename Change>
    void change(const QString &userId, Change change)
    {
        User user = storedUser(userId);
        change(user);
        QVERIFY(m_fixture->elsewhere([&](EditSession &session) { return edit::save(session, user); }));
    }
    void add(const QString &userId)
    {
        QVERIFY(m_fixture->elsewhere(
            [&](EditSession &session) { return edit::save(session, User{.userId = userId}); }));
    }
    void remove(const QString &userId)
    {
        const User user = storedUser(userId);
        QVERIFY(m_fixture->elsewhere([&](EditSession &session) { return edit::remove(session, user); }));
    }
    void setLimit(int limit)
    {
        QVERIFY(m_fixture->elsewhere(
            [&](EditSession &session) { return edit::setLicenceLimit(session, limit); }));
    }
    QString cell(int row, int column) const { return list()->model()->index(row, column).data().toString(); }

    std::unique_ptr<ChangeWatch> m_watch;
};

GATEHOUSE_TEST(TestRecordFollow)
#include "tst_recordfollow.moc"
