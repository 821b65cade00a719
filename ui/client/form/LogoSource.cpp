#include "ui/client/form/LogoSource.h"

#include "ui/consent/LogoImage.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr qint64 largestFile = 32 * 1024 * 1024;

struct SourceText
{
    Q_DECLARE_TR_FUNCTIONS(LogoSource)
};

Result<Logo> encodedLogo(const QImage &image)
{
    Logo logo{u"pasted.png"_s, {}};
    QBuffer buffer(&logo.data);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "png"))
        return fail(Error::Kind::Rule, SourceText::tr("The picture cannot be read. Choose it as a file."));
    return logo;
}

}

LogoReading readLogo(const Result<Logo> &source)
{
    if (!source)
        return {source, {}};
    const Result<LogoFacts> facts = inspectLogo(source->data);
    if (!facts)
        return {std::unexpected(facts.error()), {}};
    const Result<LogoFacts> fits = checkLogo(source->data);
    if (fits)
        return {readableLogo(*source), {}};
    if (const auto decoded = decodeLogo(source->data, 1); !decoded)
        return {std::unexpected(decoded.error()), {}};
    return {std::unexpected(fits.error()), *source};
}

Result<Logo> logoFromFile(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) { // to open a pipe may take for ever
        return fail(
            Error::Kind::Unreachable,
            SourceText::tr("The file \"%1\" cannot be read. Check that it exists and that you may read "
                           "it.")
                .arg(name));
    }
    if (file.size() > largestFile) {
        return fail(
            Error::Kind::Rule,
            SourceText::tr("The file \"%1\" is too large for a picture. Choose one of at most 32 MiB.")
                .arg(name));
    }
    return Logo{name, file.read(largestFile)};
}

std::function<Result<Logo>()> logoSource(const QMimeData &data)
{
    for (const auto &[type, name] :
         {std::pair(u"image/png"_s, u"pasted.png"_s), std::pair(u"image/jpeg"_s, u"pasted.jpg"_s),
          std::pair(u"image/webp"_s, u"pasted.webp"_s)}) {
        if (const QByteArray bytes = data.data(type); !bytes.isEmpty())
            return [logo = Logo{name, bytes}]() -> Result<Logo> { return logo; };
    }
    if (!data.urls().isEmpty() && data.urls().first().isLocalFile())
        return [path = data.urls().first().toLocalFile()] { return logoFromFile(path); };
    if (data.hasImage())
        return [image = data.imageData().value<QImage>()] { return encodedLogo(image); };
    return {};
}

}
