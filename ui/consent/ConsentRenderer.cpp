#include "ui/consent/ConsentRenderer.h"

#include "ui/consent/ConsentDocument.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

constexpr int cssPixelsPerInch = 96;
constexpr int sheetMargin = 48;         // CSS pixels
constexpr qreal widestPicture = 32'000; // QPainter's coordinates on a picture end soon after

void draw(QPainter &painter, const ConsentDocument &document, const QRectF &clip)
{
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette = document.pagePalette();
    context.clip = clip;
    document.documentLayout()->draw(&painter, context);
}

void drawSheets(QPdfWriter &writer, QPainter &painter, const QString &html)
{
    ConsentDocument document;
    document.documentLayout()->setPaintDevice(&writer);
    document.setHtml(html);
    const QSizeF sheet(writer.width(), writer.height());
    const QSizeF content(sheet.width() - 2 * sheetMargin, sheet.height() - 2 * sheetMargin);
    document.setPageSize(content);
    for (int page = 0; page < document.pageCount(); ++page) {
        if (page > 0)
            writer.newPage();
        const QRectF clip(0, page * content.height(), content.width(), content.height());
        painter.fillRect(QRectF({}, sheet), document.pageColor());
        painter.save();
        painter.translate(sheetMargin, sheetMargin - clip.top());
        painter.setClipRect(clip);
        draw(painter, document, clip);
        painter.restore();
    }
}

}

QImage renderImage(const QString &html, int width, qreal scale)
{
    ConsentDocument document;
    document.setHtml(html);
    document.setTextWidth(width);
    const QSizeF size(width, std::ceil(document.size().height()));
    QImage image((size * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(document.pageColor());
    QPainter painter(&image);
    draw(painter, document, QRectF({}, size));
    return image;
}

QImage renderSideBySide(const QStringList &pages, int width, qreal scale)
{
    QList<QImage> images;
    QSize size(0, 0);
    scale = std::min(scale, widestPicture / (qreal(width) * qreal(std::max<qsizetype>(1, pages.size()))));
    for (const QString &html : pages) {
        images << renderImage(html, width, scale);
        size = {size.width() + images.last().width(), std::max(size.height(), images.last().height())};
    }
    if (images.size() == 1)
        return images.first();
    QImage whole(size, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&whole);
    int left = 0;
    for (QImage &image : images) {
        const QColor background = image.pixelColor(0, image.height() - 1);
        image.setDevicePixelRatio(1);
        painter.fillRect(left, 0, image.width(), size.height(), background);
        painter.drawImage(left, 0, image);
        left += image.width();
    }
    painter.end();
    whole.setDevicePixelRatio(scale);
    return whole;
}

Result<void> renderPdf(const QString &html, QIODevice &target)
{
    return renderPdf(QStringList{html}, target);
}

Result<void> renderPdf(const QStringList &pages, QIODevice &target)
{
    QPdfWriter writer(&target);
    writer.setResolution(cssPixelsPerInch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({});
    writer.setCreator(QCoreApplication::applicationName());
    QPainter painter;
    if (!painter.begin(&writer)) {
        return fail(
            Error::Kind::Unreachable,
            QCoreApplication::translate("ConsentRenderer",
                                        "The PDF cannot be written. Check the folder and the free space."));
    }
    for (qsizetype i = 0; i < pages.size(); ++i) {
        if (i > 0)
            writer.newPage();
        drawSheets(writer, painter, pages.at(i));
    }
    painter.end();
    return {};
}

}
