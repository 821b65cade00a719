#pragma once

#include "PageFixture.h"

#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/users/UsersPage.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QTableView>

namespace gatehouse::test {

/// A page Users on a database of its own, handled as a person would.
class UsersPageDriver
{
protected:
    void openPage()
    {
        Question::answerNext(2); // whoever asks without being expected to is told to change nothing
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<UsersPage>(m_fixture->database());
        m_page->resize(1090, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        new QAbstractItemModelTester(list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_page.get());
    }
    void closePage()
    {
        m_page.reset();
        m_fixture.reset();
    }

    QLineEdit *edit(const QString &label) const { return field<QLineEdit>(*m_page, label); }
    QTableView *list() const { return m_page->findChild<QTableView *>(); }
    MessageBar *messages() const { return m_page->findChild<MessageBar *>(); }

    QString opened() const { return edit(QStringLiteral("User ID"))->text(); }
    QStringList listed() const
    {
        QStringList ids;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            ids << list()->model()->index(row, 0).data().toString();
        return ids;
    }
    QStringList storedIds()
    {
        QStringList ids;
        for (const User &user : m_fixture->stored(store::loadUsers))
            ids << user.userId;
        return ids;
    }
    User storedUser(const QString &id)
    {
        return m_fixture->stored([id](Database &database) { return store::loadUser(database, id); })
            .value_or(User());
    }
    void type(const QString &label, const QByteArray &text) const
    {
        edit(label)->selectAll();
        QTest::keyClicks(edit(label), QString::fromLatin1(text));
    }
    void choose(const QString &id) const
    {
        list()->setCurrentIndex(list()->model()->index(int(listed().indexOf(id)), 0));
    }

    void addStored(const QStringList &ids)
    {
        for (const QString &id : ids) {
            QVERIFY(m_fixture->elsewhere([&](EditSession &session) {
                return edit::save(session, User{.userId = id,
                                                .name = QStringLiteral("Name of ") + id,
                                                .email = id + QStringLiteral("@example.com")});
            }));
        }
        m_page->refresh();
        QTRY_COMPARE(listed().size(), ids.size());
    }
    bool offers(Page::Action action) const { return m_page->available().testFlag(action); }
    void triggerAndSettle(Page::Action action)
    {
        m_page->trigger(action);
        m_fixture->stored(store::loadUsers);
        QCoreApplication::processEvents();
    }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<UsersPage> m_page;
};

}
