#include "app/cli/FormatOption.h"

#include "app/cli/CliText.h"
#include "domain/formats/ClientFormat.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

QString helpOf(const auto &formats)
{
    QStringList lines;
    for (const auto &format : formats)
        lines << CliText::tr("%1: %2").arg(format->name(), format->title());
    return lines.join(u"; "_s);
}

std::string faultOf(const Result<const ClientFormat *> &format)
{
    return format ? std::string() : format.error().text.toStdString();
}

}

QString importFormatsText()
{
    return helpOf(clientFormats());
}

QString exportFormatsText()
{
    return helpOf(exportFormats());
}

std::string checkImportFormat(const std::string &name)
{
    return faultOf(formatByName(QString::fromStdString(name)));
}

std::string checkExportFormat(const std::string &name)
{
    return faultOf(exportFormatByName(QString::fromStdString(name)));
}

}
