#pragma once

#include "domain/CustomResource.h"
#include "domain/json/RecordJson.h"
#include "domain/merge/RecordMerge.h"
#include "domain/servers/Server.h"

/// The places of the records that have a table of fields, of custom resources with each claim and each text
/// in a language, and of servers.
namespace gatehouse {

template<typename T>
FieldValues valuesOf(const T &record)
{
    FieldValues values;
    json::visitTold(record, [&](const char *name, json::Json value) {
        values[{QString::fromLatin1(name)}] = std::move(value);
    });
    return values;
}
FieldValues valuesOf(const CustomResource &resource);

namespace recordplaces {

/// What the table of fields says of a place.
template<typename T>
QString label(const FieldPlace &place)
{
    for (const Field<T> &field : FieldTable<T>::fields) {
        if (place.field == QLatin1StringView(field.name))
            return translatedLabel(field.label);
    }
    return place.field;
}
QString text(const FieldPlace &place, const json::Json &value);

/// Sets what `from` has at a place of the table of fields.
template<typename T>
void takeField(T &to, const T &from, const FieldPlace &place)
{
    for (const Field<T> &field : FieldTable<T>::fields) {
        if (place.field == QLatin1StringView(field.name))
            std::visit([&](auto member) { to.*member = from.*member; }, field.member);
    }
}

}

template<typename T>
RecordMerge mergeOfRecords(const T &base, const T &mine, const T &theirs)
{
    return mergeOf(valuesOf(base), valuesOf(mine), valuesOf(theirs));
}
/// What one signs in with was meant for where the server is: where one person changed this and the other
/// that, both wait for a choice.
RecordMerge mergeOfRecords(const Server &base, const Server &mine, const Server &theirs);

/// `mine` with what is chosen of `theirs`.
template<typename T>
T merged(const T & /*base*/, T mine, const T &theirs, const RecordMerge &merge)
{
    for (const FieldPart &part : merge.parts) {
        if (part.choice == MergeSide::There)
            recordplaces::takeField(mine, theirs, part.place);
    }
    mine.key = theirs.key;
    mine.version = theirs.version;
    return mine;
}
CustomResource merged(const CustomResource &base, const CustomResource &mine, const CustomResource &theirs,
                      const RecordMerge &merge);
Server merged(const Server &base, const Server &mine, const Server &theirs, const RecordMerge &merge);

/// A merge of records of this kind, for people.
template<typename T>
QList<MergeLine> recordLines(const RecordMerge &merge)
{
    return linesOf(merge, recordplaces::label<T>, recordplaces::text);
}
template<>
QList<MergeLine> recordLines<CustomResource>(const RecordMerge &merge);
template<>
QList<MergeLine> recordLines<Server>(const RecordMerge &merge);

}
