#include "ui/ProblemsArea.h"
#include "ui/ProblemsPanel.h"

#include <QLabel>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace gatehouse;

class TestProblemsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineHighWhileThereIsNothingToSay();
};

void TestProblemsPanel::lineHighWhileThereIsNothingToSay()
{
    ProblemsArea area;
    area.show();
    const int line = area.fontMetrics().height();
    const auto *list = area.findChild<QTreeWidget *>();
    QVERIFY(!list->isVisible());
    QTRY_COMPARE_LT(area.minimumSizeHint().height(), 2 * line);

    area.panel().setProblems({{.field = ClientField::Title, .text = u"No title."_s}});
    QVERIFY(list->isVisible());
    QTRY_COMPARE_GT(area.minimumSizeHint().height(), 3 * line);
    area.panel().setProblems({});
    QTRY_COMPARE_LT(area.minimumSizeHint().height(), 2 * line);
}

GATEHOUSE_TEST(TestProblemsPanel)
#include "tst_problemspanel.moc"
