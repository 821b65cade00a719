#include "ui/consent/ConsentFile.h"
#include "ui/consent/ConsentRenderer.h"

#include <QBuffer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

class TestConsentRenderer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pictureIsAsWideAsAsked();
    void pageColorFillsThePicture();
    void longWordsStayInside();
    void dataPictureIsShown();
    void filesAreNeverRead();
    void pdfHasAPageEach();
    void writtenWhole_data();
    void writtenWhole();
    void unwritableFolderIsTold();
    void severalPagesInOneFile();
    void everyOfManyPagesIsDrawn();
};

namespace {

const QString darkPage =
    u"<html><body bgcolor=\"#202020\"><p style=\"color:#ffffff\">Text</p></body></html>"_s;

QByteArray redPng(int edge)
{
    QImage image(edge, edge, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return data;
}

bool hasColor(const QImage &image, const QColor &color)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color)
                return true;
        }
    }
    return false;
}

qsizetype pagesOf(const QByteArray &pdf)
{
    return pdf.count("/Type /Page\n");
}

}

void TestConsentRenderer::pictureIsAsWideAsAsked()
{
    const QImage once = renderImage(darkPage, 300, 1);
    const QImage twice = renderImage(darkPage, 300, 2);
    QCOMPARE(once.width(), 300);
    QCOMPARE(twice.size(), once.size() * 2);
    QCOMPARE(twice.devicePixelRatio(), 2.0);
    QVERIFY(renderImage(u"<p>"_s + u"word "_s.repeated(500) + u"</p>"_s, 300, 1).height() > 300);
}

void TestConsentRenderer::pageColorFillsThePicture()
{
    const QImage dark = renderImage(darkPage, 200, 1);
    QCOMPARE(dark.pixelColor(0, 0), QColor(0x20, 0x20, 0x20));
    QCOMPARE(dark.pixelColor(199, dark.height() - 1), QColor(0x20, 0x20, 0x20));
    QCOMPARE(renderImage(u"<p>Text</p>"_s, 200, 1).pixelColor(199, 0), QColor(Qt::white));
}

void TestConsentRenderer::longWordsStayInside()
{
    const QImage picture = renderImage(u"<p>"_s + u"W"_s.repeated(400) + u"</p>"_s, 300, 1);
    QCOMPARE(picture.width(), 300);
    QVERIFY(picture.height() > 60);
}

void TestConsentRenderer::dataPictureIsShown()
{
    const QString html =
        u"<img src=\"data:image/png;base64,%1\">"_s.arg(QString::fromLatin1(redPng(40).toBase64()));
    QVERIFY(hasColor(renderImage(html, 200, 1), Qt::red));
}

void TestConsentRenderer::filesAreNeverRead()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"red.png"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(redPng(40));
    file.close();
    for (const QString &address : {u"file://"_s + file.fileName(), file.fileName()}) {
        const QImage picture = renderImage(u"<p>x</p><img src=\"%1\">"_s.arg(address), 200, 1);
        QVERIFY2(!hasColor(picture, Qt::red), qPrintable(address));
    }
}

void TestConsentRenderer::pdfHasAPageEach()
{
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(renderPdf(QStringList{darkPage, darkPage, darkPage}, buffer));
    QVERIFY(buffer.data().startsWith("%PDF-"));
    QCOMPARE(pagesOf(buffer.data()), 3);

    QBuffer longer;
    QVERIFY(longer.open(QIODevice::WriteOnly));
    QVERIFY(renderPdf(u"<p>line</p>"_s.repeated(200), longer));
    QVERIFY(pagesOf(longer.data()) > 1);
}

void TestConsentRenderer::writtenWhole_data()
{
    QTest::addColumn<ConsentFileKind>("kind");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("PNG") << ConsentFileKind::Png << QByteArray("\x89PNG");
    QTest::newRow("PDF") << ConsentFileKind::Pdf << QByteArray("%PDF-");
    QTest::newRow("HTML") << ConsentFileKind::Html << QByteArray("<html>");
}

void TestConsentRenderer::writtenWhole()
{
    QFETCH(ConsentFileKind, kind);
    QFETCH(QByteArray, start);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"page"_s));
    QVERIFY(writeConsentFile(kind, {darkPage}, 300, file.fileName(), NeededFiles()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY2(content.startsWith(start), content.first(8).constData());
    if (kind == ConsentFileKind::Png)
        QCOMPARE(QImage::fromData(content).width(), 600);
}

void TestConsentRenderer::unwritableFolderIsTold()
{
    const QTemporaryDir folder;
    const auto written = writeConsentFile(ConsentFileKind::Png, {darkPage}, 300,
                                          folder.filePath(u"no/such/page.png"_s), NeededFiles());
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Unreachable);
    QVERIFY(written.error().text.contains(u"page.png"_s));
}

void TestConsentRenderer::severalPagesInOneFile()
{
    const QString other = u"<html><body><p>\"<b>Other</b>\"</p></body></html>"_s;
    QCOMPARE(renderSideBySide({darkPage, other}, 200, 2).width(), 800);
    const QString html = combinedHtml({darkPage, other}, 200);
    QCOMPARE(html.count(u"<iframe"_s), 2);
    QVERIFY(html.contains(u"&quot;&lt;b&gt;Other"_s));
    QCOMPARE(combinedHtml({other}, 200), other);
}

/// A painter's coordinates end at 32767: what lies beyond would be left out without a word.
void TestConsentRenderer::everyOfManyPagesIsDrawn()
{
    QStringList pages(59, darkPage);
    pages << u"<html><body bgcolor=\"#ff0000\"><p>Last</p></body></html>"_s;
    const QImage picture = renderSideBySide(pages, 360, 2);
    QVERIFY(picture.width() <= 32767);
    QCOMPARE(picture.pixelColor(picture.width() - 1, 0), QColor(Qt::red));
}

GATEHOUSE_TEST(TestConsentRenderer)
#include "tst_consentrenderer.moc"
