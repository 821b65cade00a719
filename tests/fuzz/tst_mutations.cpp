#include "fuzz/FormatFuzzer.h"
#include "fuzz/TextEditFuzzer.h"

#include <QDir>
#include <QTest>

#include <array>
#include <random>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

constexpr std::array tokens{"null",
                            "true",
                            "-1",
                            "1e999",
                            "18446744073709551616",
                            "\"\"",
                            "\"\\u0000\"",
                            "[]",
                            "{}",
                            "[[[[[[[[[",
                            "\"",
                            "\\",
                            "\xff",
                            "\xed\xa0\x80",
                            "\"*\"",
                            "\"a\",\"",
                            "{\"\":",
                            "\\ud800",
                            "\"**********\"",
                            "9e-9",
                            "\xef\xbb\xbf"};

/// One change of a kind that people and programs make in files.
QByteArray mutated(QByteArray document, std::mt19937 &random)
{
    const auto below = [&](qsizetype end) {
        return std::uniform_int_distribution<qsizetype>(0, std::max<qsizetype>(end - 1, 0))(random);
    };
    const qsizetype at = below(document.size());
    const qsizetype length = below(std::min<qsizetype>(document.size() - at, 80));
    switch (below(6)) {
    case 0:
        document[at] = char(document.at(at) ^ (1 << below(8)));
        return document;
    case 1:
        return document.remove(at, length);
    case 2:
        return document.insert(at, document.mid(below(document.size()), length));
    case 3:
        return document.insert(at, tokens.at(std::size_t(below(tokens.size()))));
    case 4:
        return document.replace(at, length, tokens.at(std::size_t(below(tokens.size()))));
    default:
        return document.first(at);
    }
}

}

/// A short run of what tools/fuzz does for long, without its compiler: the same changes each time.
class TestMutations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFormatSurvives_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &format : clientFormats())
            QTest::newRow(qPrintable(format->name())) << format->name();
    }

    void everyFormatSurvives()
    {
        QFETCH(QString, name);
        constexpr int changesOfEach = 300;
        const ClientFormat &format = *formatByName(name).value();
        std::mt19937 random(20260101);
        const QDir folder(QStringLiteral(GATEHOUSE_TEST_DATA));
        const auto files = folder.entryInfoList({u"*.json"_s}, QDir::Files, QDir::Name);
        QVERIFY(files.size() >= 4);
        for (const QFileInfo &info : files) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray seed = file.readAll();
            QVERIFY(!seed.isEmpty());
            fuzz::readWriteRead(format, seed);
            QByteArray document = seed;
            for (int change = 0; change < changesOfEach; ++change) {
                document = mutated(change % 5 == 0 || document.isEmpty() ? seed : document, random);
                fuzz::readWriteRead(format, document);
            }
        }
    }

    void textSurvives()
    {
        constexpr int changesOfEach = 60;
        std::mt19937 random(20260101);
        const QDir folder(QStringLiteral(GATEHOUSE_TEST_DATA));
        QList<QByteArray> documents{
            "{\r\n\t// one\r\n\t\"a\" : [ 1, 2, /* two */ ],\r\n\t\"B\": { \"c\": null, }, // three\r\n}",
            "[{\"a\":1,\"b\":[]},{\"a\":2,\"b\":[\"x\",\"\\u00e9\"]}]\n"};
        for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            documents << file.readAll();
        }
        for (const QByteArray &document : std::as_const(documents)) {
            fuzz::editText(document);
            for (int change = 0; change < changesOfEach; ++change)
                fuzz::editText(mutated(document, random));
        }
    }
};

GATEHOUSE_TEST(TestMutations)
#include "tst_mutations.moc"
