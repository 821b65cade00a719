#include "ui/consent/ConsentDocument.h"

#include "ui/consent/LogoImage.h"

#include <QPalette>
#include <QTextFrame>
#include <QTextFrameFormat>
#include <QTextOption>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int placeholderEdge = 64;

QImage placeholder()
{
    QImage image(placeholderEdge, placeholderEdge, QImage::Format_RGB32);
    image.fill(QColor(0x9a, 0x9a, 0x9a));
    return image;
}

QImage pictureOf(const QUrl &address)
{
    const QString uri = address.toString(QUrl::FullyEncoded);
    const qsizetype comma = uri.indexOf(u',');
    if (!uri.startsWith("data:"_L1) || comma < 0 || !uri.first(comma).endsWith(";base64"_L1))
        return placeholder();
    const QByteArray encoded = QByteArray::fromPercentEncoding(uri.sliced(comma + 1).toLatin1());
    return decodeLogo(QByteArray::fromBase64(encoded), largestLogoEdge).value_or(placeholder());
}

}

ConsentDocument::ConsentDocument(QObject *parent) : QTextDocument(parent)
{
    setUndoRedoEnabled(false);
    setDocumentMargin(0);
    QTextOption option = defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setDefaultTextOption(option);
}

QVariant ConsentDocument::loadResource(int type, const QUrl &name)
{
    // Never the base class: it would read files.
    return type == ImageResource ? QVariant(pictureOf(name)) : QVariant(QString());
}

QColor ConsentDocument::pageColor() const
{
    const QBrush background = rootFrame()->frameFormat().background();
    return background.style() == Qt::NoBrush ? QColor(Qt::white) : background.color();
}

QPalette ConsentDocument::pagePalette() const
{
    const QColor page = pageColor();
    const QColor text = page.lightness() < 128 ? Qt::white : Qt::black;
    QPalette palette;
    palette.setColor(QPalette::Base, page);
    for (const auto role : {QPalette::Text, QPalette::WindowText})
        palette.setColor(role, text);
    return palette;
}

}
