#pragma once

#include "PageFixture.h"

#include "ui/common/KeyComboBox.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/resources/CustomResourcesPage.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QTabWidget>
#include <QTableView>

namespace gatehouse::test {

/// A page Custom resources on a database of its own, handled as a person would.
class ResourcesPageDriver
{
protected:
    void openPage()
    {
        Question::answerNext(2); // whoever asks without being expected to is told to change nothing
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<CustomResourcesPage>(m_fixture->database());
        m_page->resize(1090, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        for (QTableView *view : {list(), claims(), translation()})
            new QAbstractItemModelTester(
                view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_page.get());
        m_page->refresh();
        QTRY_COMPARE(translation()->model()->rowCount(), 4);
    }
    void closePage()
    {
        m_page.reset();
        m_fixture.reset();
    }

    QLineEdit *edit(const QString &label) const { return field<QLineEdit>(*m_page, label); }
    QTableView *list() const { return field<QTableView>(*m_page, QStringLiteral("Custom resources")); }
    QTableView *claims() const { return field<QTableView>(*m_page, QStringLiteral("Claims")); }
    QTableView *translation() const { return field<QTableView>(*m_page, QStringLiteral("Translation")); }
    QAbstractButton *button(const QString &text) const { return field<QAbstractButton>(*m_page, text); }
    MessageBar *messages() const { return m_page->findChild<MessageBar *>(); }

    QTabWidget *tabs() const { return m_page->findChild<QTabWidget *>(); }
    QString shownTab() const { return tabs()->tabText(tabs()->currentIndex()); }
    void showTab(const QString &title) const
    {
        for (int tab = 0; tab < tabs()->count(); ++tab) {
            if (tabs()->tabText(tab) == title)
                tabs()->setCurrentIndex(tab);
        }
    }

    static QStringList cells(const QTableView *table, int column)
    {
        QStringList texts;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            texts << table->model()->index(row, column).data().toString();
        return texts;
    }
    QStringList listed() const { return cells(list(), 0); }

    template<typename Editor>
    static Editor *editCell(QTableView *table, int row, int column)
    {
        table->setFocus();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // an editor that was open before
        table->setCurrentIndex(table->model()->index(row, column));
        QTest::keyClick(table, Qt::Key_Return);
        return table->viewport()->findChild<Editor *>();
    }
    /// Opens the cell, replaces its text and closes it with Enter.
    static void typeInCell(QTableView *table, int row, int column, const QString &text)
    {
        auto *editor = editCell<QLineEdit>(table, row, column);
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!table->viewport()->findChild<QLineEdit *>());
    }
    static void chooseInCell(QTableView *table, int row, int column, const QString &text)
    {
        auto *editor = editCell<KeyComboBox>(table, row, column);
        QVERIFY(editor);
        const int wanted = editor->findText(text);
        QVERIFY2(wanted >= 0, qPrintable(text));
        QTest::keyClick(editor, Qt::Key_Home);
        for (int step = 0; step < wanted; ++step)
            QTest::keyClick(editor, Qt::Key_Down);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!table->viewport()->findChild<KeyComboBox *>());
    }
    void type(const QString &label, const QString &text) const
    {
        showTab(QStringLiteral("Form"));
        edit(label)->setFocus();
        edit(label)->selectAll();
        QTest::keyClicks(edit(label), text);
    }

    static CustomResource department(const QString &name = QStringLiteral("department"))
    {
        CustomResource resource{.name = name, .title = QStringLiteral("Department")};
        resource.claims = {{.claim = QStringLiteral("department"), .value = QStringLiteral("department")},
                           {.claim = QStringLiteral("tenant"),
                            .source = ClaimSource::FixedValue,
                            .value = QStringLiteral("acme")}};
        resource.texts[QStringLiteral("en")] = {.title = QStringLiteral("Your department"),
                                                .description = QStringLiteral("Where you work.")};
        resource.texts[QStringLiteral("nl")] = {.title = QStringLiteral("Uw afdeling")};
        return resource;
    }
    CustomResource addStored(const CustomResource &resource)
    {
        const auto saved =
            m_fixture->elsewhere([&](EditSession &session) { return edit::save(session, resource); });
        if (!saved)
            qFatal("%s", qPrintable(saved.error().text));
        m_page->refresh();
        if (!QTest::qWaitFor([&] { return listed().contains(resource.name); }))
            qFatal("%s is not listed.", qPrintable(resource.name));
        return *saved;
    }
    QList<CustomResource> stored() { return m_fixture->stored(store::loadCustomResources); }
    bool offers(Page::Action action) const { return m_page->available().testFlag(action); }
    void save()
    {
        m_page->trigger(Page::Action::Save);
        QTRY_VERIFY2(!m_page->isModified(), qPrintable(messages()->text()));
    }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<CustomResourcesPage> m_page;
};

}
