#pragma once

#include "store/DatabaseThread.h"
#include "store/TableModel.h"

namespace gatehouse {

/// A table of what is stored, read page by page as the view asks for more. What is shown stays until what
/// replaces it is there.
template<typename Row>
class PagedModel : public TableModel<Row>
{
public:
    bool isComplete() const { return m_isComplete; }

    bool canFetchMore(const QModelIndex &parent) const final
    {
        return !parent.isValid() && !m_isComplete && !m_isLoading;
    }

    void fetchMore(const QModelIndex &parent) final
    {
        if (canFetchMore(parent))
            request(rows().isEmpty() ? nullptr : &rows().last(), pageSize);
    }

protected:
    using Page = Result<QList<Row>>;
    using TableModel<Row>::m_rows;
    using TableModel<Row>::rows;
    static constexpr int pageSize = 200;

    PagedModel(DatabaseThread &database, QList<TableColumn<Row>> columns, QObject *parent)
        : TableModel<Row>(std::move(columns), parent), m_database(database)
    {
    }

    /// What reads on the database's thread the `size` rows that follow `last`; null: the first ones.
    virtual std::function<Page(Database &)> reader(const Row *last, int size) const = 0;
    /// First rows are taken, of which nobody has been told yet.
    virtual void taken() {}
    virtual void tellLoaded() = 0; ///< first rows are shown
    virtual void tellFailed(const Error &error) = 0;

    void readAgain(qsizetype size = pageSize) { request(nullptr, int(size)); }

    /// Shows none, and waits for none.
    void forgetRows()
    {
        ++m_generation;
        this->beginResetModel();
        m_rows.clear();
        setRead(true);
        this->endResetModel();
    }

private:
    void request(const Row *last, int size)
    {
        m_isLoading = true;
        m_database.run(reader(last, size))
            .then(this, [this, isFirst = !last, size, generation = ++m_generation](const Page &page) {
                if (generation == m_generation)
                    take(page, isFirst, size);
            });
    }

    void take(const Page &page, bool isFirst, int size)
    {
        if (!page) {
            // Rows of a new question must not follow rows of an old one.
            setRead(m_isComplete || isFirst);
            tellFailed(page.error());
        } else if (isFirst) {
            this->beginResetModel();
            m_rows = *page;
            taken();
            setRead(m_rows.size() < size);
            this->endResetModel();
            tellLoaded();
        } else if (page->isEmpty()) {
            setRead(true);
        } else {
            this->beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + page->size()) - 1);
            m_rows += *page;
            setRead(page->size() < size);
            this->endInsertRows();
        }
    }

    /// Only once the rows are there: views ask for more while they are told of rows.
    void setRead(bool complete)
    {
        m_isComplete = complete;
        m_isLoading = false;
    }

    DatabaseThread &m_database;
    quint64 m_generation = 0; ///< answers to older questions are thrown away
    bool m_isComplete = true;
    bool m_isLoading = false;
};

}
