#include "SampleLogos.h"

#include "domain/Logo.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::samples;

class LogoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognized_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("mediaType");
        QTest::addColumn<QSize>("size");
        const QString pngType = u"image/png"_s;
        const QString jpegType = u"image/jpeg"_s;
        const QString webpType = u"image/webp"_s;
        QTest::newRow("PNG") << png(128, 64) << pngType << QSize(128, 64);
        QTest::newRow("PNG, huge") << png(0x7fffffff, 1) << pngType << QSize(0x7fffffff, 1);
        QTest::newRow("PNG, bytes after the end") << QByteArray(png(3, 4) + "tail") << pngType << QSize(3, 4);
        QTest::newRow("JPEG, baseline") << jpeg(jpegFrame(300, 200)) << jpegType << QSize(300, 200);
        QTest::newRow("JPEG, progressive") << jpeg(jpegFrame(65535, 1, 0xc2)) << jpegType << QSize(65535, 1);
        QTest::newRow("WebP, lossy") << webp(webpLossy(320, 240)) << webpType << QSize(320, 240);
        QTest::newRow("WebP, scaling bits")
            << webp(webpLossy(0x4000 | 320, 0xc000 | 240)) << webpType << QSize(320, 240);
        QTest::newRow("WebP, lossless") << webp(webpLossless(16384, 7)) << webpType << QSize(16384, 7);
        QTest::newRow("WebP, extended")
            << webp(webpExtended(50, 60) + webpChunk("ICCP", "odd") + webpLossless(50, 60)) << webpType
            << QSize(50, 60);
    }
    void recognized()
    {
        QFETCH(const QByteArray, data);
        QFETCH(const QString, mediaType);
        QFETCH(const QSize, size);
        const auto facts = inspectLogo(data);
        QVERIFY2(facts, qPrintable(facts ? QString() : facts.error().text));
        QCOMPARE(facts->mediaType, mediaType);
        QCOMPARE(facts->size, size);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *name, const QByteArray &data, const QString &mention) {
            QTest::newRow(name) << data << mention;
        };
        const QString damaged = u"damaged"_s;
        add("nothing", {}, u"empty"_s);
        add("text", "hello", u"neither"_s);
        add("GIF", "GIF89a\1\0\1\0", u"neither"_s);
        add("HTML, renamed .png", "<!DOCTYPE html><html><script>", u"web page"_s);
        add("HTML after a comment", "\n<!-- x -->\n<HTML>", u"web page"_s);
        add("SVG", "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\">", u"SVG"_s);
        add("PNG without picture", pngStart(1, 1) + pngChunk("IEND", {}), damaged);
        add("PNG of no width", png(0, 5), damaged);
        add("PNG, negative height", png(5, 0x80000000), damaged);
        add("PNG, other chunk first",
            QByteArray("\x89PNG\r\n\x1a\n", 8) + pngChunk("tEXt", QByteArray(13, 'x')), damaged);
        add("PNG, chunk of 4 GiB", pngStart(1, 1) + big(quint32(0xffffffff)) + "IDATxxxx", u"cut off"_s);
        add("PNG, animated", pngStart(1, 1) + pngChunk("acTL", "12345678"), u"animated"_s);
        add("JPEG of no height", jpeg(jpegFrame(5, 0)), damaged);
        add("JPEG without frame", jpeg({}), damaged);
        add("JPEG with two frames", jpeg(jpegFrame(5, 5) + jpegFrame(9000, 9000)), damaged);
        add("JPEG with a short frame", jpeg(jpegSegment(0xc0, "abc")), damaged);
        add("JPEG, segment shorter than its length", bytes({0xff, 0xd8, 0xff, 0xe0, 0, 1}), damaged);
        add("JPEG, no marker where one is due", bytes({0xff, 0xd8, 0xff, 0xe0, 0, 2, 7, 7}), damaged);
        add("WebP of no width", webp(webpLossy(0, 5)), damaged);
        add("WebP, two sizes", webp(webpExtended(5, 5) + webpLossless(9000, 9000)), damaged);
        add("WebP without picture", webp(webpExtended(5, 5)), damaged);
        add("WebP, short picture", webp(webpChunk("VP8L", "\x2f")), damaged);
        add("WebP, wrong start code", webp(webpChunk("VP8 ", QByteArray(12, '\0'))), damaged);
        add("WebP, animated", webp(webpExtended(5, 5) + webpChunk("ANIM", "123456")), u"animated"_s);
        add("WebP, chunk of 4 GiB", webp("VP8 " + little(quint32(0xffffffff)) + "xxxx"), u"cut off"_s);
        add("RIFF that is sound", QByteArray("RIFF\4\0\0\0WAVE", 12), u"neither"_s);
    }
    void refused()
    {
        QFETCH(const QByteArray, data);
        QFETCH(const QString, mention);
        const auto facts = inspectLogo(data);
        QVERIFY(!facts);
        QVERIFY2(facts.error().text.contains(mention), qPrintable(facts.error().text));
        QCOMPARE(facts.error().column, u"logo"_s);
    }

    /// Each length in memory of its own, so that a sanitizer sees any byte read past the end.
    void cutOffAnywhere_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("PNG") << png(128, 64);
        QTest::newRow("JPEG") << jpeg(jpegFrame(300, 200));
        QTest::newRow("WebP, lossy") << webp(webpLossy(320, 240));
        QTest::newRow("WebP, lossless") << webp(webpLossless(320, 240));
        QTest::newRow("WebP, extended") << webp(webpExtended(50, 60) + webpLossless(50, 60));
    }
    void cutOffAnywhere()
    {
        QFETCH(const QByteArray, data);
        QVERIFY(inspectLogo(data));
        for (qsizetype length = 0; length < data.size(); ++length) {
            const QByteArray part(data.constData(), length);
            QVERIFY2(!inspectLogo(part), qPrintable(QString::number(length)));
        }
    }

    void anyByteMayBeWrong_data() { cutOffAnywhere_data(); }
    void anyByteMayBeWrong()
    {
        QFETCH(const QByteArray, data);
        for (qsizetype at = 0; at < data.size(); ++at) {
            for (const int value : {0x00, 0x7f, 0x80, 0xfe, 0xff}) {
                QByteArray changed = data;
                changed[at] = char(value);
                if (const auto facts = inspectLogo(changed))
                    QVERIFY(facts->size.width() > 0 && facts->size.height() > 0);
            }
        }
    }

    void limits_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("mention");
        const auto around = png(1, 1, 0).size();
        QTest::newRow("1024 pixels") << png(1024, 1024) << QString();
        QTest::newRow("too wide") << png(1025, 10) << u"1025 by 10 pixels"_s;
        QTest::newRow("too high") << jpeg(jpegFrame(10, 65535)) << u"10 by 65535 pixels"_s;
        QTest::newRow("256 KiB") << png(8, 8, 256 * 1024 - around) << QString();
        QTest::newRow("a byte more") << png(8, 8, 256 * 1024 - around + 1) << u"257 KiB"_s;
        QTest::newRow("wrong kind") << QByteArray("<svg>") << u"SVG"_s;
    }
    void limits()
    {
        QFETCH(const QByteArray, data);
        QFETCH(const QString, mention);
        const auto facts = checkLogo(data);
        QCOMPARE(facts.has_value(), mention.isEmpty());
        if (!facts)
            QVERIFY2(facts.error().text.contains(mention), qPrintable(facts.error().text));
    }
};

GATEHOUSE_TEST(LogoTest)
#include "tst_logo.moc"
