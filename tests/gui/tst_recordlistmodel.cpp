#include "ui/records/RecordListModel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

class TestRecordListModel : public QObject
{
    Q_OBJECT

private:
    static QList<RecordField> fields()
    {
        return {{.column = u"user_id"_s, .label = u"User &ID"_s},
                {.column = u"email"_s, .label = u"E-&mail"_s, .isListed = false},
                {.column = u"enabled"_s, .label = u"Ena&bled"_s, .kind = RecordField::Kind::Flag}};
    }

    static QList<Record> records()
    {
        return {{u"1"_s, 1, {u"bob"_s, u"bob@example.com"_s, true}},
                {u"2"_s, 1, {u"Anna"_s, u"a@example.org"_s, false}},
                {u"3"_s, 1, {u"carol"_s, u"c@example.com"_s, true}}};
    }

    static QStringList shown(const RecordListModel &model)
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts << model.index(row, 0).data().toString();
        return texts;
    }

private Q_SLOTS:
    void showsListedFieldsOnly()
    {
        RecordListModel model(fields());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(model.isEmpty());
        model.setRecords(records());
        QCOMPARE(model.columnCount(), 2);
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole), u"User ID"_s);
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole), u"Enabled"_s);
        QCOMPARE(shown(model), QStringList({u"Anna"_s, u"bob"_s, u"carol"_s}));
        QCOMPARE(model.index(0, 1).data(), u"No"_s);
        QCOMPARE(model.index(1, 1).data(), u"Yes"_s);
    }

    void saysAFlagInWordsOfItsOwn()
    {
        RecordListModel model(
            {{.column = u"tag"_s, .label = u"Language ta&g"_s, .listLabel = u"Tag"_s},
             {.column = u"right_to_left"_s,
              .label = u"&Right to left"_s,
              .kind = RecordField::Kind::Flag,
              .listLabel = u"Direction"_s,
              .listedOn = u"Right to left"_s,
              .listedOff = u"Left to right"_s},
             {.column = u"claims"_s, .label = u"Claims"_s, .kind = RecordField::Kind::Other}});
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRecords({{u"1"_s, 1, {u"ar"_s, true, QStringList{u"x"_s}}},
                          {u"2"_s, 1, {u"nl"_s, false, QStringList{u"y"_s}}}});
        QCOMPARE(model.columnCount(), 2);
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole), u"Tag"_s);
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole), u"Direction"_s);
        QCOMPARE(model.index(0, 1).data(), u"Right to left"_s);
        QCOMPARE(model.index(1, 1).data(), u"Left to right"_s);
        model.setSearch(u"x"_s);
        QCOMPARE(model.rowCount(), 0);
    }

    void searches_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("everything") << QString() << QStringList{u"Anna"_s, u"bob"_s, u"carol"_s};
        QTest::newRow("whatever the case") << u"ANN"_s << QStringList{u"Anna"_s};
        QTest::newRow("field that is not listed") << u"example.com"_s << QStringList{u"bob"_s, u"carol"_s};
        QTest::newRow("no wildcard") << u"*"_s << QStringList();
        QTest::newRow("flags are no text") << u"true"_s << QStringList();
    }

    void searches()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        RecordListModel model(fields());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRecords(records());
        model.setSearch(text);
        QCOMPARE(shown(model), expected);
        QVERIFY(!model.isEmpty());
        QVERIFY(model.find(u"2"_s));
        QCOMPARE(model.rowOfKey(u"2"_s), int(expected.indexOf("Anna"_L1)));
    }

    void sorts()
    {
        RecordListModel model(fields());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRecords(records());
        model.sort(0, Qt::DescendingOrder);
        QCOMPARE(shown(model), QStringList({u"carol"_s, u"bob"_s, u"Anna"_s}));
        model.sort(1, Qt::AscendingOrder);
        QCOMPARE(shown(model).first(), u"Anna"_s);
        model.sort(7, Qt::AscendingOrder);
        QCOMPARE(shown(model).first(), u"Anna"_s);
    }

    void putsNewAndChanged()
    {
        RecordListModel model(fields());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRecords(records());
        model.put({u"4"_s, 1, {u"Bert"_s, QString(), true}});
        QCOMPARE(shown(model), QStringList({u"Anna"_s, u"Bert"_s, u"bob"_s, u"carol"_s}));
        model.put({u"1"_s, 2, {u"zed"_s, QString(), true}});
        QCOMPARE(shown(model), QStringList({u"Anna"_s, u"Bert"_s, u"carol"_s, u"zed"_s}));
        QCOMPARE(model.find(u"1"_s)->version, 2);
        QCOMPARE(model.find(u"9"_s), nullptr);
        QCOMPARE(model.rowOfKey(u"9"_s), -1);
    }
};

GATEHOUSE_TEST(TestRecordListModel)
#include "tst_recordlistmodel.moc"
