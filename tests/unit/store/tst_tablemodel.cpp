#include "store/TableModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

struct City
{
    QString name;
    int people = 0;
};

/// A model that shows more than texts.
class Cities : public TableModel<City>
{
public:
    Cities()
        : TableModel({{u"Name"_s, &City::name},
                      {u"People"_s, [](const City &city) { return QString::number(city.people); }}})
    {
    }

    int rowOf(const QString &name) const { return rowWhere(&City::name, name); }

private:
    QVariant detail(const City &city, int column, int role) const override
    {
        return role == Qt::UserRole ? QVariant(city.people) : TableModel::detail(city, column, role);
    }
};

}

class TestTableModel : public QObject
{
    Q_OBJECT

private:
    Cities m_model;
    QAbstractItemModelTester m_tester{&m_model, QAbstractItemModelTester::FailureReportingMode::QtTest};

private Q_SLOTS:
    void init() { m_model.setRows({{u"Delft"_s, 104}, {u"Gouda"_s, 75}}); }
    void namesItsColumns();
    void showsTextsAsToolTipsToo();
    void showsWhatElseARowHas();
    void isFlat();
    void findsRows();
    void isResetAsAWhole();
};

void TestTableModel::namesItsColumns()
{
    QCOMPARE(m_model.columnCount(), 2);
    QCOMPARE(m_model.headerData(0, Qt::Horizontal, Qt::DisplayRole), u"Name"_s);
    QCOMPARE(m_model.headerData(1, Qt::Horizontal, Qt::DisplayRole), u"People"_s);
    QVERIFY(!m_model.headerData(0, Qt::Vertical, Qt::DisplayRole).isValid());
    QVERIFY(!m_model.headerData(0, Qt::Horizontal, Qt::ToolTipRole).isValid());
}

void TestTableModel::showsTextsAsToolTipsToo()
{
    for (const int role : {Qt::DisplayRole, Qt::ToolTipRole}) {
        QCOMPARE(m_model.index(1, 0).data(role), u"Gouda"_s);
        QCOMPARE(m_model.index(0, 1).data(role), u"104"_s);
    }
}

void TestTableModel::showsWhatElseARowHas()
{
    QCOMPARE(m_model.index(1, 0).data(Qt::UserRole), 75);
    QVERIFY(!m_model.index(1, 0).data(Qt::DecorationRole).isValid());
    QVERIFY(!m_model.data({}, Qt::DisplayRole).isValid());
}

void TestTableModel::isFlat()
{
    QCOMPARE(m_model.rowCount(), 2);
    QCOMPARE(m_model.rowCount(m_model.index(0, 0)), 0);
    QCOMPARE(m_model.columnCount(m_model.index(0, 0)), 0);
}

void TestTableModel::findsRows()
{
    QCOMPARE(m_model.rowOf(u"Gouda"_s), 1);
    QCOMPARE(m_model.rowOf(u"Leiden"_s), -1);
    QCOMPARE(m_model.rowAt(1).people, 75);
}

void TestTableModel::isResetAsAWhole()
{
    QSignalSpy reset(&m_model, &QAbstractItemModel::modelReset);
    m_model.setRows({});
    QCOMPARE(reset.size(), 1);
    QCOMPARE(m_model.rowCount(), 0);
}

GATEHOUSE_TEST(TestTableModel)
#include "tst_tablemodel.moc"
