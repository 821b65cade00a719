#include "ui/common/PlainToolTips.h"

#include <QHelpEvent>
#include <QScopeGuard>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QToolTip>

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// What cells say is shown as it is written.
class TestPlainToolTips : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cells_data();
    void cells();
};

void TestPlainToolTips::cells_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("shown");
    const QString plain = u"<p style=\"white-space: pre-wrap\">%1</p>"_s;
    QTest::newRow("text") << u"Web shop"_s << u"Web shop"_s;
    QTest::newRow("less than") << u"a < b"_s << u"a < b"_s;
    QTest::newRow("markup") << u"<b>Shop</b>"_s << plain.arg(u"&lt;b&gt;Shop&lt;/b&gt;"_s);
    QTest::newRow("picture") << u"<img src=\"/etc/logo\">"_s
                             << plain.arg(u"&lt;img src=&quot;/etc/logo&quot;&gt;"_s);
    QTest::newRow("long") << QString(200, u'x') << plain.arg(QString(200, u'x'));
}

void TestPlainToolTips::cells()
{
    QFETCH(const QString, said);
    QFETCH(const QString, shown);
    PlainToolTips tips;
    QCoreApplication::instance()->installEventFilter(&tips);
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), said, Qt::ToolTipRole);
    QTableView view;
    view.setModel(&model);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const auto hide = qScopeGuard([] { QToolTip::hideText(); });
    const QPoint cell = view.visualRect(model.index(0, 0)).center();
    QHelpEvent asked(QEvent::ToolTip, cell, view.viewport()->mapToGlobal(cell));
    QCoreApplication::sendEvent(view.viewport(), &asked);
    QCOMPARE(QToolTip::text(), shown);
}

GATEHOUSE_TEST(TestPlainToolTips)
#include "tst_plaintooltips.moc"
