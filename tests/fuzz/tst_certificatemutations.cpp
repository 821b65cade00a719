#include "fuzz/CertificateFuzzer.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

/// One change of a kind that damage and people make.
QByteArray mutated(QByteArray file, std::mt19937 &random)
{
    const auto below = [&](qsizetype end) {
        return std::uniform_int_distribution<qsizetype>(0, std::max<qsizetype>(end - 1, 0))(random);
    };
    const qsizetype at = below(file.size());
    const qsizetype length = below(std::min<qsizetype>(file.size() - at, 40));
    switch (below(6)) {
    case 0:
        return file.remove(at, length);
    case 1:
        return file.insert(at, file.mid(below(file.size()), length));
    case 2:
        file[at] = char(below(256));
        return file;
    case 3:
        return file.first(at);
    default:
        file[at] = char(file.at(at) ^ (1 << below(8)));
        return file;
    }
}

}

/// A short run of what tools/fuzz does for long, without its compiler: the same changes each time.
class TestCertificateMutations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFileSurvives_data()
    {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(GATEHOUSE_TEST_DATA "/../fuzz/certificates"));
        const auto files = folder.entryInfoList(QDir::Files, QDir::Name);
        QVERIFY(files.size() >= 10);
        for (const QFileInfo &file : files)
            QTest::newRow(qPrintable(file.fileName())) << file.filePath();
    }

    void everyFileSurvives()
    {
        QFETCH(const QString, path);
        constexpr int changes = 400;
        std::mt19937 random(20260101);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray seed = file.readAll();
        QVERIFY(!seed.isEmpty());
        QByteArray changed = seed;
        for (int change = 0; change < changes; ++change) {
            changed = mutated(change % 5 == 0 || changed.isEmpty() ? seed : changed, random);
            fuzz::readCertificate(fuzz::CertificateKind::Any, changed);
        }
    }
};

GATEHOUSE_TEST(TestCertificateMutations)
#include "tst_certificatemutations.moc"
