#include "support/Effort.h"
#include "ui/consent/LogoImage.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

using namespace gatehouse;
using namespace Qt::StringLiterals;

class TestLogoImage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodedNoLargerThanAsked();
    void smallOneIsNotEnlarged();
    void refused_data();
    void refused();
    void scaledDownFits_data();
    void scaledDownFits();
};

namespace {

QByteArray picture(QSize size, const char *format, bool noisy = false, bool seeThrough = false)
{
    QImage image(size, seeThrough ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    image.fill(seeThrough ? QColor(10, 120, 200, 90) : QColor(10, 120, 200));
    QRandomGenerator random(7);
    for (int y = 0; noisy && y < size.height(); ++y) {
        auto *line = reinterpret_cast<quint32 *>(image.scanLine(y));
        for (int x = 0; x < size.width(); ++x)
            line[x] = random.generate() | (seeThrough ? 0u : 0xff000000u);
    }
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return data;
}

quint32 checksum(QByteArrayView bytes)
{
    quint32 crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
    }
    return ~crc;
}

/// A small PNG whose header claims another size, with a right checksum.
QByteArray claiming(quint32 width, quint32 height)
{
    QByteArray data = picture({8, 8}, "png");
    qToBigEndian(width, data.data() + 16);
    qToBigEndian(height, data.data() + 20);
    qToBigEndian(checksum(QByteArrayView(data).sliced(12, 17)), data.data() + 29);
    return data;
}

}

void TestLogoImage::decodedNoLargerThanAsked()
{
    for (const char *format : {"png", "jpeg"}) {
        const auto image = decodeLogo(picture({2000, 1000}, format), 64);
        QVERIFY(image);
        QCOMPARE(image->size(), QSize(64, 32));
        QVERIFY(std::abs(image->pixelColor(10, 10).blue() - 200) < 8);
    }
}

void TestLogoImage::smallOneIsNotEnlarged()
{
    const auto image = decodeLogo(picture({20, 10}, "png"), 64);
    QVERIFY(image);
    QCOMPARE(image->size(), QSize(20, 10));
}

void TestLogoImage::refused_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("<html>not a picture</html>");
    QTest::newRow("svg") << QByteArray("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    QTest::newRow("cut off png") << picture({64, 64}, "png", true).first(2000);
    QTest::newRow("huge claim") << claiming(100'000, 100'000);
    QTest::newRow("wide claim") << claiming(2'000'000'000, 1);
    QTest::newRow("many pixels") << claiming(8000, 8000);
    QByteArray broken = picture({64, 64}, "png", true);
    for (qsizetype i = 60; i < 400; ++i)
        broken[i] = char(~broken[i]);
    QTest::newRow("damaged png") << broken;
}

void TestLogoImage::refused()
{
    QFETCH(const QByteArray, data);
    const auto image = decodeLogo(data, 64);
    QVERIFY(!image);
    QVERIFY(!image.error().text.isEmpty());
    const auto taken = test::effort([&] {
        QVERIFY(!readableLogo({u"x.png"_s, data}));
        QVERIFY(!scaledDown({u"x.png"_s, data}));
    });
    const auto floor = test::effort([] { QImage(2000, 2000, QImage::Format_ARGB32).fill(Qt::red); });
    QVERIFY2(taken < 4 * floor, "nothing of that size was decoded");
}

void TestLogoImage::scaledDownFits_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("name");
    QTest::newRow("flat") << picture({3000, 1500}, "png") << u"brand.png"_s;
    QTest::newRow("noise becomes JPEG") << picture({1500, 1500}, "png", true) << u"brand.jpg"_s;
    QTest::newRow("noise one can see through") << picture({1200, 1200}, "png", true, true) << u"brand.png"_s;
    QTest::newRow("photograph") << picture({3000, 2000}, "jpeg") << u"brand.png"_s;
}

void TestLogoImage::scaledDownFits()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, name);
    QVERIFY(!checkLogo(data));
    const auto logo = scaledDown({u"brand.png"_s, data});
    QVERIFY(logo);
    QVERIFY(checkLogo(logo->data));
    QVERIFY(readableLogo(*logo));
    QCOMPARE(logo->name, name);
}

GATEHOUSE_TEST(TestLogoImage)
#include "tst_logoimage.moc"
