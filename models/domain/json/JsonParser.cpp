#include "domain/json/JsonBuilder.h"
#include "domain/json/JsonInput.h"
#include "domain/json/JsonMessages.h"

#include <QBuffer>
#include <QLocale>

#include <istream>

namespace gatehouse::json {

namespace {

QString placeText(const JsonInput &input)
{
    return JsonMessages::tr("line %1, column %2")
        .arg(QString::number(input.line()), QString::number(input.column()));
}

QString inMiB(qsizetype bytes)
{
    return QString::number(bytes / 1024 / 1024);
}

QString syntaxText(const JsonInput &input)
{
    const QString place = placeText(input);
    if (input.isWithinBadUtf8())
        return JsonMessages::tr("The file is not UTF-8 at %1. Save it as UTF-8.").arg(place);
    if (input.isAtEnd()) {
        return JsonMessages::tr(
                   "The file ends at %1 before its JSON is complete, or is not valid JSON there. Copy or "
                   "export it again.")
            .arg(place);
    }
    return JsonMessages::tr("The file is not valid JSON at %1. Correct it there, or export it again.")
        .arg(place);
}

Error inputError(const JsonInput &input, const QString &reason)
{
    switch (input.fault()) {
    case JsonInput::Fault::Cancelled:
        return {Error::Kind::Cancelled, JsonMessages::tr("Reading the file was cancelled.")};
    case JsonInput::Fault::NulCharacter:
        return {
            Error::Kind::Rule,
            JsonMessages::tr("The file has a NUL character at %1: it is damaged, or not UTF-8. Save it as "
                             "UTF-8, or export it again.")
                .arg(placeText(input))};
    case JsonInput::Fault::Unreadable:
        return {Error::Kind::Unreachable,
                JsonMessages::tr("It cannot be read on from %1: %2. Check the disk or the network.")
                    .arg(placeText(input), reason)};
    default:
        return {Error::Kind::Rule,
                JsonMessages::tr("A single text, number or space takes more than %1 MiB at %2. Check that it "
                                 "is the right file.")
                    .arg(inMiB(longestToken), placeText(input))};
    }
}

QString valuesText(bool isInElement)
{
    return isInElement
               ? JsonMessages::tr("A single client application holds more than %1 values at %2. Check that "
                                  "it is the right file.")
               : JsonMessages::tr("The file holds more than %1 values outside of client applications at "
                                  "%2. Check that it is the right file, or split it into smaller ones.");
}

QString faultText(const JsonBuilder &builder, const JsonInput &input)
{
    const QString place = placeText(input);
    switch (builder.fault()) {
    case JsonBuilder::Fault::TooDeep:
        return JsonMessages::tr(
                   "The file nests more than %1 levels deep at %2. Check that it is the right file.")
            .arg(QString::number(deepestNesting), place);
    case JsonBuilder::Fault::TooManyValues:
        return valuesText(builder.isInElement()).arg(QLocale().toString(builder.limit()), place);
    case JsonBuilder::Fault::TooManyElements:
        return JsonMessages::tr(
                   "The file holds more than %1 client applications at %2. Split it into smaller "
                   "ones.")
            .arg(QLocale().toString(mostElements), place);
    case JsonBuilder::Fault::TooMuchText:
        return JsonMessages::tr(
                   "The file holds more than %1 MiB of text in one client application, or outside "
                   "of them, at %2. Check that it is the right file, or split it into smaller "
                   "ones.")
            .arg(inMiB(mostText), place);
    default:
        return syntaxText(input);
    }
}

Error parseError(const JsonBuilder &builder, const JsonInput &input, const QIODevice &source)
{
    if (builder.fault() == JsonBuilder::Fault::NotTaken)
        return builder.refusal();
    if (input.fault() != JsonInput::Fault::None)
        return inputError(input, source.errorString());
    if (input.isBlank())
        return {Error::Kind::Rule, JsonMessages::tr("The file is empty. Choose a file that was exported.")};
    return {Error::Kind::Rule, faultText(builder, input)};
}

void run(JsonInput &input, JsonBuilder &builder, Dialect dialect)
{
    constexpr bool isWhole = true;
    std::istream stream(&input);
    ReadJson::sax_parse(stream, &builder, ReadJson::input_format_t::json, isWhole,
                        dialect == Dialect::Configuration);
}

}

Error standsTwice(const QString &place, const JsonInput &input)
{
    return {
        Error::Kind::Rule,
        JsonMessages::tr("\"%1\" stands twice in one object, for the second time at %2. Remove one of them.")
            .arg(place, placeText(input))};
}

Result<Parsed> parse(QIODevice &source, const Elements &elements, const Progress &progress)
{
    JsonInput input(source, elements.dialect, progress);
    JsonBuilder builder(elements, mostValues, input);
    run(input, builder, elements.dialect);
    if (builder.fault() != JsonBuilder::Fault::None || input.fault() != JsonInput::Fault::None)
        return std::unexpected(parseError(builder, input, source));
    return Parsed{builder.takeDocument(), builder.elements(), builder.standsTwice(), builder.tooLong()};
}

Result<Json> parse(QByteArrayView document)
{
    QBuffer buffer;
    buffer.setData(QByteArray::fromRawData(document.data(), document.size()));
    buffer.open(QIODevice::ReadOnly);
    return parse(buffer, Elements()).and_then([](Parsed &&parsed) -> Result<Json> {
        if (parsed.standsTwice)
            return std::unexpected(*parsed.standsTwice);
        if (!parsed.tooLong.isEmpty()) {
            return fail(Error::Kind::Rule,
                        JsonMessages::tr("The number at \"%1\" is too large to be read. Correct it there.")
                            .arg(parsed.tooLong.first()));
        }
        return std::move(parsed.rest);
    });
}

Json beginning(QByteArrayView document)
{
    constexpr qsizetype enoughValues = 1000;
    const Elements none;
    QBuffer buffer;
    buffer.setData(QByteArray::fromRawData(document.data(), document.size()));
    buffer.open(QIODevice::ReadOnly);
    JsonInput input(buffer, Dialect::Configuration, {});
    JsonBuilder builder(none, enoughValues, input);
    run(input, builder, Dialect::Configuration);
    return builder.takeDocument();
}

}
