#pragma once

#include "domain/Error.h"
#include "domain/rules/FieldRules.h"

#include <QMap>
#include <QVariantList>

#include <functional>

namespace gatehouse {

class Database;
class EditSession;
class RecordPart;
struct RecordMerging;

/// One user, API scope or the like as a page edits it: its values in the order of RecordType::fields.
struct Record
{
    QString key; ///< empty until first stored
    int version = 0;
    QVariantList values; ///< QString for a text, bool for a flag, what its part understands for another

    QString text(qsizetype field) const { return values.at(field).toString(); }
    bool flag(qsizetype field) const { return values.at(field).toBool(); }
    bool operator==(const Record &) const = default;
};

/// One line of the table that list and form are driven by.
struct RecordField
{
    enum class Kind {
        Text,
        Flag,
        Other, ///< neither in list nor form: a RecordPart on a tab of its own edits it
    };

    QString column; ///< as in Error::column: `user_id`
    QString label;  ///< with its mnemonic: `User &ID`
    Kind kind = Kind::Text;
    bool isListed = true;
    QString help = {};                                       ///< one line in plain words
    rules::Findings (*check)(const QString &text) = nullptr; ///< what a text must look like
    QString listLabel = {}; ///< heading of its column where that is not the label
    QString listedOn = {};  ///< how the list says a flag; empty: Yes or No
    QString listedOff = {};
    QMap<QString, QString> listedAs = {}; ///< how the list says texts that are names of something

    QString plainLabel() const { return QString(label).remove(u'&'); }
};

/// What the page says about records of this type; %1 is a record's first value.
struct RecordTexts
{
    QString list;   ///< accessible name: `Users`
    QString search; ///< `Search users`
    QString empty;  ///< there are none: what to do next
    QString choose; ///< there are some and none is open
    QString noMatch;
    QString titled; ///< `user "%1"`
    QString fresh;  ///< `the new user`
    QString remove; ///< `Delete user "%1"`
    QString keep;   ///< `Keep user`
    QString gone;   ///< it was deleted by somebody else
};

/// Everything that tells one RecordPage from another. The functions run on the database's thread. The first
/// field names the record and is unique.
struct RecordType
{
    QList<RecordField> fields;
    RecordTexts texts;
    Record blank;
    Result<QList<Record>> (*load)(Database &database);
    std::function<Result<Record>(EditSession &session, const Record &typed)> save;
    Result<void> (*remove)(EditSession &session, const Record &record);
    RecordMerging (*merging)();
    /// What goes with a record when it is deleted, for the question; none: nothing goes with it.
    Result<QString> (*goesWith)(Database &database, const Record &record) = nullptr;
    bool saveChangesOthers = false; ///< so that the list must be read again
    bool offersDuplicate = true;    ///< not where a copy under a similar name makes no sense
    RecordPart *form = nullptr;     ///< in place of the usual one; the page takes it
};

}
