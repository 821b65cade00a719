#include "domain/Logo.h"

#include "domain/LogoHeaders.h"
#include "domain/rules/RuleText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

using rules::RuleText;

std::unexpected<Error> refused(const QString &text)
{
    return fail(Error::Kind::Rule, text, u"logo"_s);
}

std::unexpected<Error> otherKind(const QByteArray &data)
{
    const QByteArray start = data.first(std::min<qsizetype>(data.size(), 1024)).toLower();
    if (start.contains("<svg"))
        return refused(RuleText::tr("The logo is SVG, which can hold scripts. Save it as PNG."));
    if (start.contains("<html") || start.contains("<!doctype html"))
        return refused(
            RuleText::tr("The logo is a web page, whatever its name. Choose a PNG, JPEG or WebP file."));
    return refused(RuleText::tr("The logo is neither PNG, JPEG nor WebP. Save it as one of these."));
}

}

Result<LogoFacts> inspectLogo(const QByteArray &data)
{
    if (data.isEmpty())
        return refused(RuleText::tr("The logo is empty. Choose another file."));
    if (data.startsWith(logoheaders::pngSignature))
        return logoheaders::readPng(data);
    if (data.startsWith("\xff\xd8\xff"))
        return logoheaders::readJpeg(data);
    if (data.startsWith("RIFF") && data.size() >= 12 && QByteArrayView(data).sliced(8, 4) == "WEBP")
        return logoheaders::readWebp(data);
    return otherKind(data);
}

Result<LogoFacts> checkLogo(const QByteArray &data)
{
    const auto found = inspectLogo(data);
    if (!found)
        return found;
    if (data.size() > largestLogoBytes) {
        return refused(
            RuleText::tr("The logo has %1 KiB. Use one of at most %2 KiB.")
                .arg(QString::number((data.size() + 1023) / 1024), QString::number(largestLogoBytes / 1024)));
    }
    if (std::max(found->size.width(), found->size.height()) > largestLogoEdge) {
        return refused(RuleText::tr("The logo is %1 by %2 pixels. Scale it down to at most %3 each way.")
                           .arg(QString::number(found->size.width()), QString::number(found->size.height()),
                                QString::number(largestLogoEdge)));
    }
    return found;
}

}
