#include "store/RowSteps.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

struct Row
{
    QString key;
    int value = 0;
    bool operator==(const Row &) const = default;
};

/// A letter is a key, a digit behind it a value: `a b2 c`.
QList<Row> rowsOf(const QString &text)
{
    QList<Row> rows;
    for (const QString &one : text.split(u' ', Qt::SkipEmptyParts))
        rows << Row{one.first(1), one.sliced(1).toInt()};
    return rows;
}

RowSteps stepsOf(const QList<Row> &before, const QList<Row> &after)
{
    return rowSteps(before, after, [](const Row &row) { return row.key; });
}

/// What the steps make of the rows, as a table takes them.
QList<Row> taken(QList<Row> rows, const RowSteps &steps, const QList<Row> &after)
{
    for (const auto &[first, last] : steps.removed)
        rows.remove(first, last - first + 1);
    for (const auto &[from, to] : steps.moved)
        rows.move(from, to > from ? to - 1 : to);
    for (const auto &[first, last] : steps.inserted) {
        for (int row = first; row <= last; ++row)
            rows.insert(row, after.at(row));
    }
    for (const auto &[first, last] : steps.changed) {
        for (int row = first; row <= last; ++row)
            rows[row] = after.at(row);
    }
    return rows;
}

}

class TestRowSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void steps_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QList<int>>("counts"); // removed, moved, inserted, changed
        QTest::newRow("same") << u"a b c"_s << u"a b c"_s << QList{0, 0, 0, 0};
        QTest::newRow("none to some") << u""_s << u"a b"_s << QList{0, 0, 1, 0};
        QTest::newRow("some to none") << u"a b"_s << u""_s << QList{1, 0, 0, 0};
        QTest::newRow("one in front") << u"b c"_s << u"a b c"_s << QList{0, 0, 1, 0};
        QTest::newRow("two apart") << u"b d"_s << u"a b c d"_s << QList{0, 0, 2, 0};
        QTest::newRow("one gone") << u"a b c"_s << u"a c"_s << QList{1, 0, 0, 0};
        QTest::newRow("value") << u"a b c"_s << u"a b1 c"_s << QList{0, 0, 0, 1};
        QTest::newRow("to the end") << u"a b c d"_s << u"b c d a"_s << QList{0, 1, 0, 0};
        QTest::newRow("to the front") << u"a b c d"_s << u"d a b c"_s << QList{0, 1, 0, 0};
        QTest::newRow("turned round") << u"a b c"_s << u"c b a"_s << QList{0, 2, 0, 0};
        QTest::newRow("moved and changed") << u"a b c"_s << u"b c a1"_s << QList{0, 1, 0, 1};
        QTest::newRow("all at once") << u"a b c d"_s << u"d x a1 c"_s << QList{1, 1, 1, 1};
    }

    void steps()
    {
        QFETCH(const QString, before);
        QFETCH(const QString, after);
        QFETCH(const QList<int>, counts);
        const RowSteps steps = stepsOf(rowsOf(before), rowsOf(after));
        QCOMPARE(taken(rowsOf(before), steps, rowsOf(after)), rowsOf(after));
        QCOMPARE((QList<qsizetype>{steps.removed.size(), steps.moved.size(), steps.inserted.size(),
                                   steps.changed.size()}),
                 QList<qsizetype>(counts.begin(), counts.end()));
        QCOMPARE(steps.isEmpty(), before == after);
    }

    void whateverComesIsReached()
    {
        QRandomGenerator random(17);
        for (int round = 0; round < 2000; ++round) {
            const auto some = [&] {
                QList<Row> rows;
                for (char16_t letter = u'a'; letter <= u'p'; ++letter) {
                    if (random.bounded(4) > 0)
                        rows << Row{QChar(letter), random.bounded(2)};
                }
                std::shuffle(rows.begin(), rows.end(), random);
                return rows;
            };
            const QList<Row> before = some();
            const QList<Row> after = some();
            QCOMPARE(taken(before, stepsOf(before, after), after), after);
        }
    }

    void manyAreReplacedAtOnce()
    {
        QList<Row> before;
        for (int row = 0; row < 10'000; ++row)
            before << Row{QString::number(row), 0};
        QList<Row> after = before;
        std::ranges::reverse(after);
        QVERIFY(stepsOf(before, after).isTooMany);
        after = before;
        for (Row &row : after)
            ++row.value;
        QCOMPARE(stepsOf(before, after).changed, (QList<RowSteps::Range>{{0, 9'999}}));
        after = before;
        after.move(9'999, 0);
        QCOMPARE(stepsOf(before, after).moved, (QList<RowSteps::Move>{{9'999, 0}}));
    }
};

GATEHOUSE_TEST(TestRowSteps)
#include "tst_rowsteps.moc"
