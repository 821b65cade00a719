#pragma once

#include "domain/CustomResource.h"
#include "domain/Language.h"

#include <QAbstractTableModel>

namespace gatehouse {

using ResourceTexts = QMap<QString, ResourceText>; ///< by language tag

/// The texts of a custom resource, a row for each language, and what is missing in it. It does not change by
/// itself: it tells what was asked for and shows what it is given.
class TranslationModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LanguageName, Title, Description, Missing, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setLanguages(const QList<Language> &languages);
    /// Texts in other languages have a row too: they can only be cleared.
    void setTexts(const ResourceTexts &texts);
    bool isIncomplete(int row) const { return !missing(row).isEmpty(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void edited(const ResourceTexts &texts);

private:
    void showRows();
    QString text(int row, int column) const;
    QStringList missing(int row) const;
    /// What the rules say of the text; empty: nothing.
    QString finding(int row, int column) const;
    bool isWritten(int column) const { return column == Title || column == Description; }

    QList<Language> m_languages;
    ResourceTexts m_texts;
    QList<Language> m_rows;
};

}
