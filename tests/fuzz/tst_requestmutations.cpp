#include "fuzz/RequestFuzzer.h"

#include <QDir>
#include <QTest>

#include <array>
#include <random>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

constexpr std::array tokens{
    "&",  "=",     "?",   "#",    "%",      "%3D",   "%zz",        "%ff",       "\"",           "'",
    "*",  "***",   ":",   "//",   "@",      "[",     "]",          "..",        "\xe2\x80\xae", "\xff",
    "\n", "code=", "eyJ", "://@", "basic ", "%2526", "client_id=", "scope=a,b", "\\u0026",      "&amp;"};

QByteArray mutated(QByteArray text, std::mt19937 &random)
{
    const auto below = [&](qsizetype end) {
        return std::uniform_int_distribution<qsizetype>(0, std::max<qsizetype>(end - 1, 0))(random);
    };
    const qsizetype at = below(text.size());
    const qsizetype length = below(std::min<qsizetype>(text.size() - at, 40));
    switch (below(5)) {
    case 0:
        return text.remove(at, length);
    case 1:
        return text.insert(at, text.mid(below(text.size()), length));
    case 2:
        return text.replace(at, length, tokens.at(std::size_t(below(tokens.size()))));
    case 3:
        text[at] = char(text.at(at) ^ (1 << below(8)));
        return text;
    default:
        return text.insert(at, tokens.at(std::size_t(below(tokens.size()))));
    }
}

}

/// A short run of what tools/fuzz does for long, without its compiler: the same changes each time.
class TestRequestMutations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRequestSurvives()
    {
        constexpr int changes = 1500;
        std::mt19937 random(20260101);
        const QDir folder(QStringLiteral(GATEHOUSE_TEST_DATA "/../fuzz/requests"));
        const auto files = folder.entryInfoList(QDir::Files, QDir::Name);
        QVERIFY(files.size() >= 6);
        for (const QFileInfo &info : files) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray seed = file.readAll();
            QByteArray text = seed;
            for (int change = 0; change < changes; ++change) {
                text = mutated(change % 5 == 0 || text.isEmpty() ? seed : text, random);
                fuzz::explainRequest(text);
            }
        }
    }
};

GATEHOUSE_TEST(TestRequestMutations)
#include "tst_requestmutations.moc"
