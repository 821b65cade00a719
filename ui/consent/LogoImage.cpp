#include "ui/consent/LogoImage.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImageReader>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int decodingMegabytes = 128; // 32-bit pixels of largestReadablePixels

struct LogoText
{
    Q_DECLARE_TR_FUNCTIONS(LogoImage)
};

QByteArray formatOf(const QString &mediaType)
{
    return mediaType.section(u'/', 1).toLatin1();
}

Result<void> checkReadable(const LogoFacts &facts)
{
    const QSize size = facts.size;
    if (size.isEmpty() || size.width() > largestReadableEdge || size.height() > largestReadableEdge ||
        qint64(size.width()) * size.height() > largestReadablePixels) {
        return fail(Error::Kind::Rule,
                    LogoText::tr("The picture says it is %1 × %2 pixels, too large to read. Make it "
                                 "smaller in a drawing program, at most %3 pixels an edge.")
                        .arg(QString::number(size.width()), QString::number(size.height()),
                             QString::number(largestLogoEdge)));
    }
    return {};
}

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format, quality) ? data : QByteArray();
}

/// The first that fits the limit of bytes, the best quality first; empty when none does.
Logo fitted(const QImage &image, const QString &baseName)
{
    Logo logo{baseName + ".png"_L1, encoded(image, "png", -1)};
    if (!logo.data.isEmpty() && logo.data.size() <= largestLogoBytes)
        return logo;
    if (image.hasAlphaChannel())
        return {};
    for (const int quality : {92, 85, 75}) {
        logo = {baseName + ".jpg"_L1, encoded(image, "jpeg", quality)};
        if (!logo.data.isEmpty() && logo.data.size() <= largestLogoBytes)
            return logo;
    }
    return {};
}

}

bool canDecode(const QString &mediaType)
{
    return QImageReader::supportedMimeTypes().contains(mediaType.toLatin1());
}

Result<QImage> decodeLogo(const QByteArray &data, int largestEdge)
{
    const Result<LogoFacts> facts = inspectLogo(data);
    if (!facts)
        return std::unexpected(facts.error());
    if (const auto readable = checkReadable(*facts); !readable)
        return std::unexpected(readable.error());
    if (!canDecode(facts->mediaType)) {
        return fail(Error::Kind::Rule,
                    LogoText::tr("This computer cannot show pictures of the kind %1. Use PNG or JPEG.")
                        .arg(facts->mediaType));
    }
    QImageReader::setAllocationLimit(decodingMegabytes);
    QBuffer buffer;
    buffer.setData(data);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, formatOf(facts->mediaType));
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    if (facts->size.width() > largestEdge || facts->size.height() > largestEdge) {
        const QSize fits = facts->size.scaled(largestEdge, largestEdge, Qt::KeepAspectRatio);
        reader.setScaledSize(fits.expandedTo({1, 1}));
    }
    const QImage image = reader.read();
    if (image.isNull()) {
        return fail(Error::Kind::Rule,
                    LogoText::tr("The picture is damaged and cannot be shown. Save it again in a drawing "
                                 "program, or choose another."));
    }
    return image;
}

Result<Logo> readableLogo(const Logo &logo)
{
    return checkLogo(logo.data).and_then([&](const LogoFacts &facts) -> Result<Logo> {
        if (!canDecode(facts.mediaType))
            return logo;
        return decodeLogo(logo.data, largestLogoEdge).transform([&](const QImage &) { return logo; });
    });
}

Result<void> proveLogo(const Logo &logo)
{
    return readableLogo(logo).transform([](const Logo &) {});
}

Result<Logo> scaledDown(const Logo &logo)
{
    const QString baseName = QFileInfo(logo.name).completeBaseName();
    return decodeLogo(logo.data, largestLogoEdge).and_then([&](QImage image) -> Result<Logo> {
        while (image.width() > 1 && image.height() > 1) {
            const Logo fits = fitted(image, baseName.isEmpty() ? u"logo"_s : baseName);
            if (!fits.data.isEmpty())
                return fits;
            image = image.scaled(image.size() * 3 / 4, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        }
        return fail(Error::Kind::Rule, LogoText::tr("The picture cannot be scaled down. Choose another."));
    });
}

}
